"""What happens to a `.sync` job when a permission is missing: a simulation over virtual time, without a clock."""
