"""Terraform files: the language's tokens and expressions, and the state machines in them."""
