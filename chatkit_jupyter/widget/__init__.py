"""The chat under a cell: an anywidget, and the front end that it shows."""
