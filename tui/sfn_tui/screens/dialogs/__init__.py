"""The dialogs: each asks one question and returns the answer."""
