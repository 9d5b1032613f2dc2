"""A file's text → plain data, with the place of each value where a message needs it."""
