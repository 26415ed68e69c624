"""How much a saved notebook grows by a conversation."""

from __future__ import annotations

import re
from html import unescape

import nbclient
import nbformat

SETUP = '''
%load_ext chatkit_jupyter
import pandas as pd
from chatkit_jupyter import Chat

chat = Chat("orders", store="memory")
PROSE = (
    "The late orders are those whose promised day has passed and which have *not* been sent yet. "
    "I sorted them by **value**, so that those that cost most to lose come first; the average "
    "delay is a little over three days.\\n\\n"
)
STEPS = """What I would do next:

- call the **three** customers at the top, because each has waited for more than a week
- ask the carrier about the parcels that were handed over on Friday

```python
late = orders[orders.promised < today]

late.sort_values("value", ascending=False).head(10)
```
"""
ORDERS = pd.DataFrame({
    "customer": [f"Customer {number} of London" for number in range(8)],
    "promised": [f"2026-03-0{number + 1}" for number in range(8)],
    "total": [number * 12.25 for number in range(8)],
})

@chat.respond
async def respond(message):
    yield PROSE
    yield ORDERS if message.text.endswith("table") else STEPS
    yield PROSE
'''
ASK = """
for turn in range({turns}):
    how = "table" if turn % 3 == 0 else "list"
    await chat.send(f"Which of the orders are late, and why? {{turn}}, as a {{how}}")
"""
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def ran(*cells: str) -> nbformat.NotebookNode:
    code = [nbformat.v4.new_code_cell(source) for source in cells]
    made = nbformat.v4.new_notebook(cells=code, metadata=KERNEL)
    return nbclient.NotebookClient(made, timeout=60).execute()


def growth(notebook: nbformat.NotebookNode) -> int:
    """How much shorter the file is without what is saved, in bytes."""
    with_it = len(nbformat.writes(notebook).encode())
    for cell in notebook.cells:
        cell.outputs = [out for out in cell.outputs if "chatkit" not in out.get("metadata", {})]
    return with_it - len(nbformat.writes(notebook).encode())


def words(notebook: nbformat.NotebookNode) -> int:
    """How long the text of what is saved is, in bytes."""
    marked = (out for cell in notebook.cells for out in cell.outputs if "chatkit" in out.metadata)
    html = re.sub(r"<style>.*?</style>", "", "".join(out.data["text/html"] for out in marked))
    return len(unescape(re.sub(r"<[^>]*>", "", html)).encode())


def test_a_notebook_grows_by_at_most_half_more_than_the_text_of_its_conversation():
    short = ran(SETUP, "chat", ASK.format(turns=2))
    long = ran(SETUP, "chat", ASK.format(turns=10))
    added, text = words(long) - words(short), words(long)
    assert text > 7_500
    before, after = growth(short), growth(long)
    assert after <= 1.5 * text
    # What each turn adds; the rest is the style, which is there once.
    assert after - before <= 1.35 * added


def test_a_chat_without_messages_costs_little():
    assert growth(ran(SETUP, "chat")) < 700
