"""The panes and bars: they draw frozen views and post messages."""
