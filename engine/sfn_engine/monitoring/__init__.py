"""What happens to a `.sync` job when a right is missing: a simulation over virtual time, without a clock."""
