"""A chat over widget messages, read by a page as JupyterLab would; and messages without a chat."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from benchmarks.relay.clients import Address, Answer, in_chromium
from tests.browser.jupyter_server import TOKEN
from tests.chatkit_jupyter.clients import Kernel

_ROOT = Path(__file__).parents[2]
_BUILD = """
import { buildModule } from "./js/vite/targets.mjs";
process.stdout.write(await buildModule(process.cwd(), "benchmarks/relay/comm_page.js"));
"""
_BARE = "bare"
_SHOW = f"""
from comm import create_comm

print(session_of("demo").widget().model_id)
bare = create_comm(target_name="bare", comm_id={_BARE!r})

async def send():
    async for delta in deltas("paced"):
        bare.send({{"delta": delta}})
    bare.send({{"delta": None}})

bare.on_msg(lambda _: threading.Thread(target=asyncio.run, args=[send()]).start())
"""


class CommPage:
    """A page with a kernel's web socket.

    Args:
        page: An empty page of Chromium.
        address: Where the kernel's chat is reached by HTTP.
        kernel: The kernel; its chat is named ``demo``, and `deltas` is defined.
    """

    def __init__(self, page: Page, address: Address, kernel: Kernel) -> None:
        self._page = page
        self._address = Address("https://kernel.chatkit.invalid/chats/demo", address.page, {})
        page.goto(address.page)
        page.add_script_tag(content=_built(), type="module")
        page.wait_for_function("globalThis.relay")
        host = urlsplit(address.url).netloc
        socket = f"ws://{host}/api/kernels/{kernel.id}/channels?token={TOKEN}"
        page.evaluate("([url, comm]) => relay.connect(url, comm)", [socket, _widget(kernel)])

    def ask(self, question: str) -> Answer:
        """Ask the chat."""
        return in_chromium(self._page, self._address, question)

    def bare(self) -> Answer:
        """Let the kernel send the paced deltas, each as one message."""
        return Answer([tuple(pair) for pair in self._page.evaluate(f"relay.bare({_BARE!r})")])


def _widget(kernel: Kernel) -> str:
    return kernel.run(_SHOW).split()[-1]


def _built() -> str:
    command = ["node", "--input-type=module", "--eval", _BUILD]
    return subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True).stdout
