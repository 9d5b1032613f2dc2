"""Side effects of the app: no other module of it touches files or the terminal."""
