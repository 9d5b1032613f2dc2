"""JSON: strict, with placeholders outside quotes, and the position of each value."""
