"""Readers: each turns the text of a target (a name, an ARN, a URL) into the parts that a statement is filled with.

A reader never raises. It returns None where the text does not tell the resource; a star is a part of the text that
is only known at run time.
"""
