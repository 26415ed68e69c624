"""What a notebook's author holds: a chat."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chatkit.redaction import Pattern
from chatkit_jupyter.agent.models import menu_of
from chatkit_jupyter.attachments.limits import AttachmentLimits, limits_of
from chatkit_jupyter.author.answerers import Answerers
from chatkit_jupyter.author.handlers import Handlers
from chatkit_jupyter.author.page_handlers import PageHandlers
from chatkit_jupyter.author.sharing import Sharing
from chatkit_jupyter.author.threads import Threads
from chatkit_jupyter.author.tracing import Tracing
from chatkit_jupyter.author.turns import Turns
from chatkit_jupyter.session import Place, session_of
from chatkit_jupyter.sharing.cassette import open_cassette
from chatkit_jupyter.sharing.showing import show_chat
from chatkit_jupyter.sharing.transcript import Save
from chatkit_jupyter.view.composer import Composer
from chatkit_jupyter.view.options import (
    MenuTool,
    Prompt,
    Transport,
    checked_transport,
    front_end_options,
)
from chatkit_jupyter.view.renderer import Renderer, renderer_traits

if TYPE_CHECKING:
    import ipywidgets  # pyright: ignore[reportMissingTypeStubs]

    from chatkit.testing import Cassette

DEFAULT_HEIGHT = 560


class Chat(Handlers, PageHandlers, Answerers, Turns, Threads, Tracing, Sharing):
    """A chat in this notebook; as the value of a cell it appears under it.

    Chats of one name are one chat: a cell with ``Chat("orders")`` that is run again keeps the
    conversations, the responder and the open views, and changes the settings.

    Args:
        name: The chat's name; its conversations are kept under it.
        store: Where conversations are kept: the path of an SQLite file, ``"memory"``, or any
            `Store`. By default a file of the notebook's own in the user's Jupyter data folder.
        title: Text of the header.
        greeting: Heading of an empty chat.
        prompts: Suggestions in an empty chat: texts, or mappings with ``label``, ``prompt`` and
            ``icon``.
        placeholder: Text of an empty composer, which is also its accessible name.
        attachments: Whether files can be attached to messages; `AttachmentLimits` to say which.
        shared: Whether all users of the notebook have the same threads, instead of each their own.
        models: What users can pick to answer them, the first by default: names, or models as
            `model` takes them by label. The pick also reaches ``message.inference_options.model``.
        tools_menu: What users can pick to be used: tools or their names, or mappings with ``id``,
            ``label`` and ``icon``. The pick also reaches
            ``message.inference_options.tool_choice``.
        variables: Whether users can mention the notebook's variables with ``@``; or the names of
            those that they can. See `hide`.
        height: Height in CSS pixels.
        save: How much of the conversation is kept in the notebook: ``"full"``, ``"last"`` for the
            last turn alone, or ``"off"``.
        redact: Regular expressions for what is taken out of everything that is saved or shared,
            beside keys, tokens and the values of secret environment variables.
        cassette: A file, or a `chatkit.testing.Cassette`, in which what the agent's models answer
            is recorded, and from which it is replayed where there is no key.
        transport: How the page reaches the chat: ``"endpoint"`` through the Jupyter server's
            extension, ``"comm"`` in widget messages, or ``"auto"``: the first where it answers.
        options: More ChatKit options for the front end, by their own names.
        renderer: ``"local"`` for the front end that comes with this package, which asks no other
            host for anything; ``"hosted"`` for OpenAI's, which the reader's browser loads from
            OpenAI. Where that does not come, the chat is shown by the local one, and says so.
        domain_key: For ``"hosted"``: what OpenAI gave for the address of the Jupyter server; not
            needed on localhost.
        hosted_script: For ``"hosted"``: address of OpenAI's script, if not where OpenAI serves it.

    Raises:
        TypeError: An option is not JSON, or ``attachments=`` is something else.
        ValueError: The name is empty, there is no such renderer or transport, or ``save`` or
            ``redact`` can not be used.
    """

    def __init__(
        self,
        name: str = "chat",
        *,
        store: Place | None = None,
        title: str | None = None,
        greeting: str | None = None,
        prompts: Sequence[Prompt] = (),
        placeholder: str | None = None,
        attachments: bool | AttachmentLimits = True,
        shared: bool = False,
        models: Mapping[str, Any] | Sequence[Any] = (),
        tools_menu: Sequence[MenuTool] = (),
        variables: bool | Sequence[str] = True,
        height: int = DEFAULT_HEIGHT,
        save: Save = "full",
        redact: Sequence[Pattern] = (),
        cassette: Cassette | str | os.PathLike[str] | None = None,
        transport: Transport = "auto",
        options: Mapping[str, Any] | None = None,
        renderer: Renderer = "local",
        domain_key: str | None = None,
        hosted_script: str | None = None,
    ) -> None:
        if not name:
            raise ValueError('a chat needs a name, such as Chat("orders")')
        menu = menu_of(models)
        shown = front_end_options(
            title=title,
            greeting=greeting,
            prompts=prompts,
            placeholder=placeholder,
            models=list(menu),
            tools_menu=tools_menu,
            options=options,
        )
        limits = limits_of(attachments)
        front_end = renderer_traits(renderer, domain_key, hosted_script)
        self._session = session_of(name, store)
        self._session.take_files(limits, shared=shared)
        self._session.variables.shared = variables
        self._session.models.menu = menu
        self._session.configure(
            options=shown,
            variables=variables is not False,
            height=height,
            transport=checked_transport(transport),
            **front_end,
        )
        self._session.cassette = open_cassette(cassette, redact)
        self._session.saved.configure(save=save, redact=tuple(redact))

    @property
    def name(self) -> str:
        """The chat's name."""
        return self._session.name

    @property
    def last_error(self) -> BaseException | None:
        """The last exception that the responder, agent or server raised, with its traceback."""
        return self._session.last_error

    @property
    def composer(self) -> Composer:
        """What the user is about to send: ``chat.composer.set("Compare @orders with …")``."""
        return self._session.composer

    def focus(self) -> None:
        """Move the keyboard focus into the chat, where a page shows it."""
        self._session.composer.focus()

    def _display_(self) -> ipywidgets.Widget:
        """What marimo shows."""
        return self.widget

    def __repr__(self) -> str:
        return repr(self._session)

    def _ipython_display_(self, **_: Any) -> None:
        show_chat(self._session)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return self._session.mimebundle()
