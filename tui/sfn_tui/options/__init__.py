"""The subcommands and their options: what a person types, and what it means."""
