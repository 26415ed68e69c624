"""Figures beside `openai-chatkit`, the package that `chatkit` stands in for."""
