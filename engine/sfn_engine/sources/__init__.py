"""A file's text → plain data, with the location of each value where a message needs it."""
