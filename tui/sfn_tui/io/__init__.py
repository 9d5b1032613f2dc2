"""Side effects of the app, each behind a small protocol: nothing else touches files or the terminal."""
