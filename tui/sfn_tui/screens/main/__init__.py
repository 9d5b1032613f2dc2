"""The main screen and what it does for each group of commands."""
