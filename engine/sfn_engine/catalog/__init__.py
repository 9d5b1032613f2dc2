"""The integrations as data (one TOML file per AWS service) and their loader."""
