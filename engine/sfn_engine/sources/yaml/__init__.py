"""YAML: nodes with their positions, the plain data they mean, and the text inside a scalar."""
