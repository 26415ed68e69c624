"""A notebook in JupyterLab, driven as a person does it."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, expect

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

TRIES = 3
KERNEL_IS_IDLE = """
() => {
    const context = window.jupyterapp?.shell.currentWidget?.sessionContext;
    const kernel = context?.session?.kernel;
    return context?.isReady && kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}
"""
RUN_CELL = """
async ([index, source, wait]) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = index;
    notebook.deselectAll();
    notebook.activeCell.model.sharedModel.setSource(source);
    const done = window.jupyterapp.commands.execute('notebook:run-cell');
    if (wait) await done;
}
"""


def write_notebook(path: Path, cells: list[str]) -> Path:
    """Write a notebook of code cells."""
    code = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=KERNEL), path)
    return path


class NotebookPage:
    """A notebook open in JupyterLab."""

    def __init__(self, page: Page):
        self.page = page

    def open(self, url: str) -> NotebookPage:
        self.page.goto(url)
        return self.ready()

    def reload(self) -> NotebookPage:
        self.page.reload()
        return self.ready()

    def ready(self) -> NotebookPage:
        """Wait until the notebook has a kernel that is connected and idle."""
        self.page.wait_for_function(KERNEL_IS_IDLE, timeout=60_000)
        return self

    def command(self, name: str) -> None:
        """Run a JupyterLab command without waiting for what it starts."""
        self.page.evaluate("name => { window.jupyterapp.commands.execute(name) }", name)

    def save(self) -> NotebookPage:
        """Save the notebook, and wait until it is."""
        self.page.evaluate("window.jupyterapp.commands.execute('docmanager:save').then(() => {})")
        return self

    def run_all(self) -> NotebookPage:
        """Run every cell and wait until all have run."""
        first = self.page.locator(".jp-CodeCell .jp-InputPrompt").first
        for _ in range(TRIES):
            self.command("notebook:run-all-cells")
            try:
                expect(first).not_to_have_text("[ ]:")
                break
            except AssertionError:
                continue  # a notebook that has just opened drops the command now and then
        last = self.page.locator(".jp-CodeCell .jp-InputPrompt").last
        expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=60_000)
        return self.finished()

    def finished(self) -> NotebookPage:
        """Wait until no cell is running or queued."""
        running = self.page.locator(".jp-CodeCell .jp-InputPrompt", has_text="[*]:")
        expect(running).to_have_count(0, timeout=60_000)
        return self

    def cell(self, index: int) -> Locator:
        return self.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')

    def output(self, index: int) -> Locator:
        return self.cell(index).locator(".jp-OutputArea-output")

    def rewrite(self, index: int, source: str) -> None:
        """Replace a cell's source and run it to its end, as an author who changes the code."""
        self.page.evaluate(RUN_CELL, [index, source, True])

    def start(self, index: int, source: str) -> None:
        """Replace a cell's source and start it, without waiting for its end."""
        self.page.evaluate(RUN_CELL, [index, source, False])
