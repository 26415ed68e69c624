"""A turn that is taken while a cell runs leaves the cell's output alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.chatkit_jupyter.clients import said
from tests.waiting import eventually

pytest.importorskip("matplotlib")

RESPOND = """
import matplotlib.pyplot as plt
from IPython.display import display, clear_output

@chat.respond
{asynchronous}def respond(message):
    print("printed by the turn")
    plt.figure(figsize=(1, 1))
    plt.plot([3, 2, 1])
    plt.title("of the turn")
    count = len(plt.get_fignums())
    clear_output()
    display("displayed by the turn")
    plt.show()
    plt.figure()  # and is not closed
    yield f"{{count}} figure"

chat
"""
DRAW = """
%matplotlib inline
plt.figure(figsize=(2, 2))
plt.plot([1, 2, 3])
print("printed by the cell")
{turn}
plt.title("of the cell")
print(plt.get_fignums())
"""
TURN = "print(chat.send_sync('draw').text)"


@pytest.fixture(params=["", "async "], ids=["plain", "asynchronous"])
def drawing(kernel, request):
    """A chat that draws, shown by a cell."""
    kernel.run(
        "%reset -f\nfrom chatkit_jupyter import Chat\n"
        "chat = Chat('demo', store='memory')" + RESPOND.format(asynchronous=request.param)
    )
    return kernel


def outputs(kernel, cell: str) -> tuple[str, list]:
    content, printed, shown = kernel.execute(cell)
    assert content["status"] == "ok", content
    return printed, shown


def test_a_turn_that_a_cell_takes_displays_there_and_leaves_its_figure_alone(drawing):
    printed, (alone,) = outputs(drawing, DRAW.format(turn=""))
    assert printed == "printed by the cell\n[1]\n"
    text, (*_, said, of_turn, beside) = outputs(drawing, DRAW.format(turn=TURN))
    assert beside["image/png"] == alone["image/png"]
    assert text == "printed by the cell\nprinted by the turn\n1 figure\n[1]\n"
    assert said["text/plain"] == "'displayed by the turn'"
    assert of_turn["image/png"] != alone["image/png"]


def test_a_turn_from_the_page_prints_and_displays_nothing_in_the_running_cell(
    drawing, browser, tmp_path
):
    gate, busy = tmp_path / "gate", tmp_path / "busy"
    wait = (
        f"import pathlib, time; pathlib.Path({str(busy)!r}).touch()\n"
        f"while not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.01)"
    )
    _, (alone,) = outputs(drawing, DRAW.format(turn=""))

    def take_turn() -> str:
        try:
            eventually(busy.exists)
            return said(browser.ask(drawing, "draw"))
        finally:
            gate.touch()

    with ThreadPoolExecutor(1) as page:
        turn = page.submit(take_turn)
        printed, (shown,) = outputs(drawing, DRAW.format(turn=wait))
        assert turn.result() == "1 figure"
    assert printed == "printed by the cell\n[1]\n"
    assert shown["image/png"] == alone["image/png"]
