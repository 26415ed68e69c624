"""The extension's route that says which version it is."""

from __future__ import annotations

import json

from tornado import web

from chatkit_jupyter._version import __version__
from chatkit_jupyter.errors import FrontEndMissingError
from chatkit_jupyter.extension.handlers import KernelHandler
from chatkit_jupyter.widget.front_end import FrontEnd


class AboutHandler(KernelHandler):
    """``GET chatkit/about``: the version and the build of the front end that this server has."""

    @web.authenticated
    async def get(self) -> None:
        """Answer with both; ``build`` is null where the front end was not built."""
        await self.authorize("read")
        try:
            build = FrontEnd.read().build
        except FrontEndMissingError:
            build = None
        self.finish(json.dumps({"version": __version__, "build": build}))
