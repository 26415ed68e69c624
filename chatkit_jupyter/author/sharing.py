"""What a chat's author shares."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from chatkit_jupyter.author.held import Held

if TYPE_CHECKING:
    import ipywidgets  # pyright: ignore[reportMissingTypeStubs]

    from chatkit.testing import Cassette


class Sharing(Held):
    """A chat in other widgets, in the notebook's file, and in files of its own."""

    @property
    def widget(self) -> ipywidgets.Widget:
        """The chat as a widget, for what takes widgets.

        Such as ``ipywidgets.VBox([chat.widget])`` and ``mo.ui.anywidget(chat.widget)``. Where a
        program runs the notebook it is empty, because its code would be stored in the notebook.

        Raises:
            FrontEndMissingError: The front end was not built.
        """
        from chatkit_jupyter.sharing.boxes import widget_of  # noqa: PLC0415 - few need it

        return widget_of(self._session)

    @property
    def cassette(self) -> Cassette | None:
        """What records and replays the agent's models, if it was asked for.

        A responder or server that runs agents of its own passes ``chat.cassette.run_config()`` on
        to ``Runner.run_streamed``.
        """
        return self._session.cassette

    def export(self, path: str | os.PathLike[str]) -> Path:
        """Write the conversation as one page, which opens from disk without a network.

        It shows the conversation with the chat's own front end, and plays it again.

        Args:
            path: The page's file, such as ``demo.html``.

        Returns:
            Where it is.

        Raises:
            ExportError: There is no conversation yet, or the file is not to be an HTML file.
            FrontEndMissingError: The front end was not built.
            OSError: The file can not be written.
        """
        from chatkit_jupyter.sharing.export import export_chat  # noqa: PLC0415 - few need it

        return export_chat(self._session, path)

    def clear_saved(self) -> None:
        """Take the conversation out of the notebook; what is said from now on is saved again.

        The chat itself keeps it.
        """
        self._session.saved.clear()
