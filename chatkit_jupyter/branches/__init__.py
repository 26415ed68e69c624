"""Branches of a thread: what was said before an earlier message was edited stays reachable."""
