"""What the commands print. No terminal library is loaded here."""
