"""Widgets and templates as the values of cells."""
