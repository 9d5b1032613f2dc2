"""JSON: strict, with placeholders outside quotes, and where each value stands."""
