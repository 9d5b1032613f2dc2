"""What leaves the app: texts to copy, files to write. Pure."""
