"""Whether the kernel answers, and how pages reach its chats."""

from __future__ import annotations

from chatkit_jupyter.doctor.finding import Finding
from chatkit_jupyter.doctor.versions import installed
from chatkit_jupyter.errors import ChatKitJupyterError
from chatkit_jupyter.runtime.registration import Registration
from chatkit_jupyter.runtime.runtime import Runtime

_SHOW_AGAIN = "Restart the kernel, and run the cells that show the chats"


def check_kernel(runtime: Runtime | None) -> Finding:
    """Find out whether the kernel's endpoint can be found and trusted by its server.

    Args:
        runtime: The kernel's runtime; None before any chat was shown.
    """
    if runtime is None:
        return Finding("kernel", "no chat has been shown yet")
    kernel = runtime.kernel
    if kernel is None:
        return Finding("kernel", "this process is no Jupyter kernel, so chats have no address")
    try:
        written = Registration.read(kernel.runtime_dir, kernel.id)
    except ChatKitJupyterError as error:
        return Finding(
            "kernel", f"the server can not find this kernel's chats: {error}", _SHOW_AGAIN
        )
    if written.socket != runtime.address or written.secret != runtime.secret:
        return Finding("kernel", f"another process answers for kernel {kernel.id}", _SHOW_AGAIN)
    return Finding("kernel", f"kernel {kernel.id} answers at {runtime.address}")


def check_transport(chat: str, asked: str, used: str | None, *, extension: bool) -> Finding:
    """Look at how pages reach a chat.

    Args:
        chat: The chat's name.
        asked: What its author chose: ``auto``, ``endpoint`` or ``comm``.
        used: What the page that was opened last used; None before any was.
        extension: Whether the server has loaded the extension.
    """
    if asked == "endpoint" and not extension:
        return Finding(
            "transport",
            f"{chat} may only be reached through the server's extension, which is not loaded",
            f"Load it, see above; or: %chatkit {chat} --transport auto",
        )
    if used is None:
        return Finding("transport", f"{chat}: no page has shown it yet ({asked})")
    words = "through the server's extension" if used == "endpoint" else "by widget messages"
    return Finding("transport", f"{chat} is reached {words} ({used}){_waits(used)}")


def _waits(used: str) -> str:
    number = installed("ipykernel") or ""
    if used == "comm" and number.startswith("6."):
        return f"; with ipykernel {number} it waits while a cell runs"
    return ""
