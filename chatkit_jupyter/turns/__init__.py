"""Turns and messages from code."""
