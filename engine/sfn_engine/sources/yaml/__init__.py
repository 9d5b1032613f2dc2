"""YAML: nodes with their places, the plain data they mean, and the text inside a scalar."""
