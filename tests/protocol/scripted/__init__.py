"""Runs what the vectors' scripts say against whatever `chatkit` is imported.

It knows nothing else of this project, so that another package can be asked the same.
"""
