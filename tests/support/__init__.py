"""Machines, hosts and helpers that several tests share."""
