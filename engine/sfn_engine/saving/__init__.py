"""An edited definition → the text of its file, in which only the characters of the edit are different."""
