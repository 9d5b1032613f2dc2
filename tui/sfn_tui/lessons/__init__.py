"""Lessons: their content, how their files are read, and what each step does to a session. Pure."""
