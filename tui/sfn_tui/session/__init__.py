"""What a person has open, and every edit of it. Pure."""
