"""An integration's three patterns side by side: the task, its policy, what it waits for and what ends it."""
