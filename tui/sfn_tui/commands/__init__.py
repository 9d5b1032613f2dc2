"""The commands of the app: their keys, and where they are listed."""
