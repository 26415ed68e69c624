"""The way from a kernel through the Jupyter server, beside the same chat on plain uvicorn."""
