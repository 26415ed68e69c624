"""What stays of a chat when its cells are run again."""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, cast

from chatkit.server import ChatKitServer
from chatkit.store import Store
from chatkit_jupyter.agent.assistant import Assistant
from chatkit_jupyter.agent.models import Models
from chatkit_jupyter.attachments.chat_files import ChatFiles, with_attachments
from chatkit_jupyter.attachments.limits import AttachmentLimits
from chatkit_jupyter.attachments.service import FileService
from chatkit_jupyter.branches.branching import Branching
from chatkit_jupyter.events import KINDS, Failure, Happening, ThreadChange
from chatkit_jupyter.listeners.feedback import FeedbackLog
from chatkit_jupyter.log import logger
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.namespace.variables import Variables, notebook_namespace
from chatkit_jupyter.notebook_server import NotebookServer
from chatkit_jupyter.responder.action_handler import ActionFunction
from chatkit_jupyter.responder.apart import keep_apart
from chatkit_jupyter.responder.author_errors import author_traceback, listen_to_servers, one_line
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.runtime.activity import Activity, News
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.sharing.saved import SavedConversation
from chatkit_jupyter.sharing.showing import show_chat
from chatkit_jupyter.storage import (
    conversations_file,
    feedback_file,
    files_folder,
    open_store,
)
from chatkit_jupyter.tools.toolbox import Toolbox
from chatkit_jupyter.tracing.record import TurnRecords
from chatkit_jupyter.users import as_user, author
from chatkit_jupyter.view.answers import answer
from chatkit_jupyter.view.composer import Composer
from chatkit_jupyter.view.page import Page
from chatkit_jupyter.view.queries import answer_query
from chatkit_jupyter.view.view import View

if TYPE_CHECKING:
    from chatkit.testing import Cassette
    from chatkit_jupyter.widget.widget import ChatWidget

Place = Store[Any] | str | os.PathLike[str]

_NO_TRACING = "OPENAI_AGENTS_DISABLE_TRACING"

_sessions: dict[str, Session] = {}
_making = threading.Lock()


class Session:
    """The store, responder, actions, widget and last error behind a name.

    Args:
        name: The chat's name.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.files = ChatFiles(name)
        self.feedback = FeedbackLog(name)
        self.shared = False
        self.actions: dict[str, ActionFunction] = {}
        self.exhibits = Exhibits()
        self.view = View(name, lambda thread_id: self._happened(ThreadChange(thread_id)))
        self.composer = Composer(self.view, lambda: self.options)
        self.page = Page(self.report, self._report, self.view.set)
        self.variables = Variables()
        self.tools = Toolbox(self.exhibits, self.report, self.variables.find)
        self.models = Models()
        self.assistant = Assistant(name, self.models, self.tools, notebook_namespace)
        self.last_error: BaseException | None = None
        self.activity = Activity(self._tell)
        self.records = TurnRecords()
        self.branching = Branching(self)
        self.saved = SavedConversation(self, lambda: self.context(author()))
        self.cassette: Cassette | None = None
        self.place: Place | None = None
        self._server: NotebookServer | None = None
        self._settings: dict[str, Any] = {}
        self._responder: Callable[[], Any] = lambda: None
        # An author's own runs, too, should reach no other host than their model's.
        os.environ.setdefault(_NO_TRACING, "1")
        listen_to_servers()
        self._tell(self.activity.news)

    def keep_in(self, place: Place | None) -> None:
        """Choose where conversations are kept; None leaves a choice that was made before."""
        if self._server is not None and (place is None or place == self.place):
            return
        store = place if isinstance(place, Store) else open_store(place)
        self.files.keep_in(files_folder(place))
        self.feedback.keep_in(feedback_file(place))
        self._server = self._serving(store)
        self.place = place
        self.view.keep_in(conversations_file(place))
        self.saved.follow(self.thread_id)

    def take_files(self, limits: AttachmentLimits | None, *, shared: bool = False) -> None:
        """Choose which files are taken (None for none), and whether all users share threads."""
        self.shared = shared
        self.files.configure(limits, shared=shared)
        assert self._server is not None, "keep_in() comes first"
        self._server.attachment_store = self.files.store

    @property
    def responder(self) -> Callable[[], Any]:
        """Gives what answers: a function, an agent, a server, or None."""
        return self._responder

    @responder.setter
    def responder(self, responder: Callable[[], Any]) -> None:
        self._responder = responder
        if "options" in self._settings:  # a server of the author's own may take no files
            self.configure(options=self._settings["options"])

    @property
    def server(self) -> ChatKitServer[Any]:
        """The server that answers now: the author's own, or the one that runs the responder."""
        responder = self.responder()
        if isinstance(responder, ChatKitServer):
            return cast("ChatKitServer[Any]", responder)
        assert self._server is not None, "keep_in() comes first"
        return self._server

    @property
    def thread_id(self) -> str | None:
        """Id of the thread that the front end shows; None for a new one."""
        return self.view.get("thread_id")

    @thread_id.setter
    def thread_id(self, thread_id: str | None) -> None:
        self.view.set(thread_id=thread_id)
        self.saved.follow(thread_id)

    def configure(self, **settings: Any) -> None:
        """Set traits of the widget, also of views that are open; others stay."""
        self._settings |= settings
        shown = self._shown_settings()
        self.view.set(**{name: shown[name] for name in settings})

    def widget(self) -> ChatWidget:
        """The chat's only widget model, with the endpoint that it talks to running.

        Raises:
            FrontEndMissingError: The front end was not built.
        """
        self.serve()
        widget = self.view.widget()
        self.saved.attach(widget)
        return widget

    def serve(self) -> None:
        """Let the chat be reached through the kernel's endpoint."""
        runtime = get_runtime()
        runtime.publish(self.name, self)
        if self.files.serve(runtime.kernel):
            runtime.submit(self.files.keep_swept(lambda: self._server and self._server.store))

    def owner(self, user: str) -> str:
        """Whose responses a user may follow; see `chatkit_jupyter.runtime.service.Service`."""
        return self.context(user).owner

    def context(self, user: str) -> ChatContext:
        """What handlers and stores are told about a request of this user."""
        return ChatContext(self.name, as_user(user), self.shared)

    def file_service(self, user: str) -> FileService | None:
        """The files of one user; see `chatkit_jupyter.runtime.service.Service`."""
        return self.files.service(self.context(user))

    async def answer(self, request: bytes, user: str) -> bytes | AsyncIterator[bytes]:
        """Carry out one ChatKit request; see `chatkit_jupyter.runtime.service.Service`."""
        keep_apart(self.saved.cell)
        context, server = self.context(user), self.server
        if self.page.acts(request) and server is not self._server:
            server = self._serving(server.store)
        reply = await answer(server, request, context, self.report)
        if isinstance(reply, bytes):
            if judged := self.feedback.take(request, context.user):
                self.page.listeners.happened(judged, context)
        else:
            self.records.begin(request, context.owner)
            self.composer.sent(request)
            self._show_error(None)  # a new turn: what went wrong in the last one is over
            reply = self.page.followed(
                request,
                reply,
                context,
                lambda asked: answer(self.server, asked, context, self.report),
            )
            reply = await self.branching.watch(request, reply, context)
        return self.saved.watch(request, user, reply)

    async def query(self, body: bytes, user: str) -> bytes:
        """Answer a page; see `chatkit_jupyter.runtime.service.Service`."""
        return await answer_query(body, self, user)

    def report(self, error: BaseException) -> None:
        """Show an error of the author's code to the author, and tell those who listen."""
        self._report(error)
        self._happened(Failure(error))

    def show_thread(self, thread_id: str) -> None:
        """Let views that are open show this thread, where they show none."""
        self.thread_id = thread_id

    def _happened(self, what: Happening) -> None:
        if self.page.listeners.hear(*KINDS):
            get_runtime().call_soon(self.page.listeners.happened, what, self.context(author()))

    def _report(self, error: BaseException) -> None:
        self.last_error = error
        logger.error("The code of chat %r failed", self.name, exc_info=error)
        self._show_error({"title": one_line(error), "traceback": author_traceback(error)})

    def status(self) -> str:
        """Say in one line who answers, and where conversations are kept."""
        responder = self.responder()
        who = getattr(responder, "__name__", type(responder).__name__)
        kept = type(self.server.store).__name__ + self.view.reached
        return f"{self.name}: answered by {who if responder else 'nobody yet'}, kept in {kept}"

    def __repr__(self) -> str:
        return f"Chat({self.name!r})"

    def mimebundle(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The chat for a front end that shows widgets, with a line for one that does not."""
        return self.widget().bundle(f"{self!r}, which needs a notebook that shows widgets")

    _repr_mimebundle_ = mimebundle

    def _serving(self, store: Store[Any]) -> NotebookServer:
        server = NotebookServer(
            store,
            self._current_responder,
            self.report,
            self.actions,
            self.exhibits,
            self.variables,
            self.models,
            lambda: self.cassette,
        )
        server.attachment_store = self.files.store
        return server

    @property
    def options(self) -> dict[str, Any]:
        """The front end's options, as the author chose them."""
        return self._settings.get("options", {})

    def _shown_settings(self) -> dict[str, Any]:
        options = self._settings.get("options", {})
        return self._settings | {"options": with_attachments(options, self.server)}

    def _ipython_display_(self, **_: Any) -> None:
        show_chat(self)

    def _current_responder(self) -> Any:
        return self.assistant.unless(self.responder())

    def _tell(self, news: News) -> None:
        self.view.set(activity=news)

    def _show_error(self, shown: dict[str, str] | None) -> None:
        self.view.set(author_error=shown)


def session_of(name: str, place: Place | None = None) -> Session:
    """The session of this name, made when it is first asked for.

    Args:
        name: The chat's name.
        place: Where conversations are kept; None for what was chosen before, or the default.

    Raises:
        OSError: The store's file can not be made.
        sqlite3.Error: It can not be opened.
    """
    with _making:
        session = _sessions.get(name) or Session(name)
        session.keep_in(place)
        _sessions[name] = session
        return session


def session_names() -> list[str]:
    """The names of all chats of this process, oldest first."""
    return list(_sessions)
