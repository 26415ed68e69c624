"""The version of the `chatkit-jupyter` distribution."""

__version__ = "0.1.0"
