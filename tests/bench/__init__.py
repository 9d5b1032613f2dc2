"""Figures on speed and memory; nothing is asserted. ``python -m tests.bench [NAME…]`` prints them."""
