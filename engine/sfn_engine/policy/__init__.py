"""Tasks → grants → statements → `Policy`."""
