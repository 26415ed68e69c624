"""Widgets as the values of cells, in a real kernel."""

from __future__ import annotations

import json

import pytest

VIEW = "application/vnd.jupyter.widget-view+json"
TEMPLATE = '{"type": "Card", "children": [{"type": "Text", "value": {{ title | tojson }}}]}'


@pytest.fixture
def shell(kernel):
    kernel.run("%reset -f\n%reload_ext chatkit_jupyter\nfrom chatkit.widgets import *")
    return kernel


def test_a_widget_draws_itself_live_and_as_html(shell, browser):
    (shown,) = shell.shows("Card(children=[Text(value='<hello>')])")
    assert "&lt;hello&gt;" in shown["text/html"]
    assert VIEW in shown
    name = shell.run(
        f"from ipywidgets import Widget; import ipywidgets.widgets.widget as w\n"
        f"widget = w._instances[{shown[VIEW]['model_id']!r}]; print(widget.chat)"
    ).strip()
    body = {"type": "threads.get_by_id", "params": {"thread_id": "preview"}}
    thread = browser.post(shell, body, chat=name).json()
    (item,) = thread["items"]["data"]
    assert item["widget"]["children"][0]["value"] == "<hello>"
    action = {"type": "go", "payload": {"n": 1}}
    params = {"thread_id": "preview", "item_id": "widget", "action": action}
    answer = browser.post(shell, {"type": "threads.custom_action", "params": params}, chat=name)
    assert '"go"' in answer.text


def test_a_preview_is_not_one_of_the_chats(shell):
    shell.shows("Card(children=[])")
    assert "preview" not in shell.run("%chatkit status")


def test_a_part_of_a_widget_draws_itself_too(shell):
    (shown,) = shell.shows("Text(value='part')")
    assert "part" in shown["text/html"]


def test_a_template_and_a_widget_file_draw_themselves(shell, tmp_path):
    definition = {"version": "1.0", "name": "orders", "template": TEMPLATE}
    file = tmp_path / "orders.widget"
    file.write_text(json.dumps(definition))
    (shown,) = shell.shows(f"from pathlib import Path; Path({str(file)!r})")
    assert "title" in shown["text/html"]
    (shown,) = shell.shows(f"WidgetTemplate.from_file({str(file)!r})")
    assert "title" in shown["text/html"]
    (shown,) = shell.shows("Path('other.txt')")
    assert list(shown) == ["text/plain"]


def test_the_magic_defines_a_template_and_draws_it(shell):
    (shown,) = shell.shows(f"%%chatkit_widget orders\n{TEMPLATE}")
    assert "title" in shown["text/html"]
    assert VIEW in shown
    printed = shell.run("print(orders.build({'title': 'T'}).children[0].value)")
    assert printed.strip() == "T"


def test_the_magic_takes_data(shell):
    shell.run("sample = {'title': 'Late orders'}")
    (shown,) = shell.shows(f"%%chatkit_widget orders --data sample\n{TEMPLATE}")
    assert "Late orders" in shown["text/html"]


@pytest.mark.parametrize(
    ("line", "body", "message"),
    [
        ("", TEMPLATE, "Name the widget with a variable's name"),
        ("no-name", TEMPLATE, "Name the widget with a variable's name"),
        ("orders --data gone", TEMPLATE, "There is no variable 'gone'"),
        ("orders", TEMPLATE.replace("}}", "}"), "orders: line 1: "),
    ],
)
def test_a_mistake_is_one_line(shell, line, body, message):
    content, printed, shown = shell.execute(f"%%chatkit_widget {line}\n{body}")
    assert (content["status"], shown) == ("error", [])
    (only,) = printed.strip().splitlines()
    assert message in only
    assert shell.run("print('orders' in globals())").strip() == "False"
