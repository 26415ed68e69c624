"""Agents of the Agents SDK as responders."""
