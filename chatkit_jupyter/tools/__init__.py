"""Functions of the notebook as tools of a model."""
