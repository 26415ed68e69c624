"""Components that show text."""

# ruff: noqa: N815 -- property names are the wire's
from __future__ import annotations

from typing import Literal

from pydantic import with_config
from typing_extensions import NotRequired, TypedDict

from chatkit._config import NAMED_COMPONENT
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.styles import CaptionSize, Color, FontWeight, TextAlign, TextSize, TitleSize


@with_config(NAMED_COMPONENT)
class EditableProps(TypedDict):
    """Makes a text an input of the form around it.

    Attributes:
        name: Name of the value in the form.
        autoFocus: Whether it takes the focus when shown.
        autoSelect: Whether its text is selected on focus.
        autoComplete: HTML ``autocomplete`` value.
        allowAutofillExtensions: Whether password managers may fill it.
        pattern: Regular expression that the value must match.
        placeholder: Text shown while it is empty.
        required: Whether it must be filled.
    """

    name: str
    autoFocus: NotRequired[bool]
    autoSelect: NotRequired[bool]
    autoComplete: NotRequired[str]
    allowAutofillExtensions: NotRequired[bool]
    pattern: NotRequired[str]
    placeholder: NotRequired[str]
    required: NotRequired[bool]


class Text(WidgetComponentBase):
    """Plain text, which may stream.

    Attributes:
        value: The text.
        streaming: Whether more text is coming.
        italic: Whether it is italic.
        lineThrough: Whether it is struck through.
        color: Colour of the text.
        weight: How bold it is.
        width: Width: pixels, or a CSS length.
        size: Size of the text.
        textAlign: Where it stands in its line.
        truncate: Whether it is cut off at the end of the line.
        minLines: Least number of lines to take up.
        maxLines: Number of lines after which it is cut off.
        editable: False, or how it is edited in a form.
    """

    type: Literal["Text"] = "Text"
    value: str
    streaming: bool | None = None
    italic: bool | None = None
    lineThrough: bool | None = None
    color: Color | None = None
    weight: FontWeight | None = None
    width: float | str | None = None
    size: TextSize | None = None
    textAlign: TextAlign | None = None
    truncate: bool | None = None
    minLines: int | None = None
    maxLines: int | None = None
    editable: Literal[False] | EditableProps | None = None


class Title(WidgetComponentBase):
    """A heading.

    Attributes:
        value: The text.
        color: Colour of the text.
        weight: How bold it is.
        size: Size of the text.
        textAlign: Where it stands in its line.
        truncate: Whether it is cut off at the end of the line.
        maxLines: Number of lines after which it is cut off.
    """

    type: Literal["Title"] = "Title"
    value: str
    color: Color | None = None
    weight: FontWeight | None = None
    size: TitleSize | None = None
    textAlign: TextAlign | None = None
    truncate: bool | None = None
    maxLines: int | None = None


class Caption(WidgetComponentBase):
    """Small, secondary text.

    Attributes:
        value: The text.
        color: Colour of the text.
        weight: How bold it is.
        size: Size of the text.
        textAlign: Where it stands in its line.
        truncate: Whether it is cut off at the end of the line.
        maxLines: Number of lines after which it is cut off.
    """

    type: Literal["Caption"] = "Caption"
    value: str
    color: Color | None = None
    weight: FontWeight | None = None
    size: CaptionSize | None = None
    textAlign: TextAlign | None = None
    truncate: bool | None = None
    maxLines: int | None = None


class Markdown(WidgetComponentBase):
    """Markdown text, which may stream.

    Attributes:
        value: The Markdown source.
        streaming: Whether more text is coming.
    """

    type: Literal["Markdown"] = "Markdown"
    value: str
    streaming: bool | None = None


class Label(WidgetComponentBase):
    """Names an input.

    Attributes:
        value: The text.
        fieldName: Name of the input.
        size: Size of the text.
        weight: How bold it is.
        textAlign: Where it stands in its line.
        color: Colour of the text.
    """

    type: Literal["Label"] = "Label"
    value: str
    fieldName: str
    size: TextSize | None = None
    weight: FontWeight | None = None
    textAlign: TextAlign | None = None
    color: Color | None = None


class Badge(WidgetComponentBase):
    """A short word on a coloured ground.

    Attributes:
        label: The word.
        color: What it stands for.
        variant: Look of the ground.
        size: Size of the badge.
        pill: Whether its ends are round.
    """

    type: Literal["Badge"] = "Badge"
    label: str
    color: Literal["secondary", "success", "danger", "warning", "info", "discovery"] | None = None
    variant: Literal["solid", "soft", "outline"] | None = None
    size: Literal["sm", "md", "lg"] | None = None
    pill: bool | None = None
