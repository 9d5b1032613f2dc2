"""What the commands print. Nothing here draws: no terminal library is loaded."""
