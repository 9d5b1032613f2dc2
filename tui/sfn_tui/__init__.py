"""The terminal app: views of the engine's values."""
