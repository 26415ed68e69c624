"""The logger of the notebook side."""

from __future__ import annotations

import logging

from chatkit_jupyter.redaction import RedactingFilter

logger = logging.getLogger("chatkit_jupyter")
"""Gets every error of an author's code with its traceback. In a notebook the chat shows them,
so nothing is printed unless the author configures logging."""

logger.addHandler(logging.NullHandler())
logger.addFilter(RedactingFilter())
