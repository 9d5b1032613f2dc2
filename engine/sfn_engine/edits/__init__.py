"""What-if edits: the same machine with one thing different. Each returns a new machine."""
