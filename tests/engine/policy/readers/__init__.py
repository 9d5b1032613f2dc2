"""Tests of the readers of targets."""
