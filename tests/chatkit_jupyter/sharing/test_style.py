from __future__ import annotations

from chatkit_jupyter.sharing.style import NUMBER_COLUMNS, number_columns, style_of, styled


def test_a_conversation_without_tables_code_or_pictures_has_no_style_for_them():
    style = style_of("<b>You</b><blockquote>Hi</blockquote><div><b>Assistant</b><p>Yo</p></div>")
    assert "blockquote{" in style
    assert not any(name in style for name in ("table", "pre", "img", "card", "details"))


def test_what_needs_a_style_gets_it():
    style = style_of('<div class="card row"><table class="n2"><tr><td>a<td>1</table></div>')
    assert all(rule in style for rule in (".card{", ".row{", "table{", ".n2 :nth-child(2){"))
    assert ".n3" not in style


def test_a_word_of_the_conversation_is_no_class():
    assert ".card{" not in style_of("<p>A card in a row</p>")


def test_a_style_is_one_line_that_opens_and_closes_as_often():
    style = style_of(styled('<table class="n1 n9"><tr><td>1</table><details></details>'))
    assert "\n" not in style
    assert style.count("{") == style.count("}")


def test_columns_beyond_those_that_have_a_class_stay_on_the_left():
    assert number_columns([False, True, True]) == "n2 n3"
    assert number_columns([True] * (NUMBER_COLUMNS + 3)).split()[-1] == f"n{NUMBER_COLUMNS}"
