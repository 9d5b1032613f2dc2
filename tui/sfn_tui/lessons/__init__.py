"""Lessons: what they hold, how their files are read, and what each step makes of a session. Pure."""
