"""What ``%chatkit`` does."""
