"""Components that the user presses, fills in or chooses from."""

# ruff: noqa: N815 -- property names are the wire's
from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import with_config
from typing_extensions import NotRequired, TypedDict

from chatkit._config import NAMED_COMPONENT
from chatkit.actions import ActionConfig
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.styles import ControlSize, ControlVariant, GutterSize, WidgetIcon


class Button(WidgetComponentBase):
    """A button.

    Attributes:
        submit: Whether it submits the form around it.
        label: The text.
        onClickAction: Action sent when it is pressed.
        iconStart: Icon before the text.
        iconEnd: Icon after the text.
        style: Main action of the widget or not.
        iconSize: Size of the icons.
        color: What it stands for.
        variant: Look of the button.
        size: Height of the button.
        pill: Whether its ends are round.
        uniform: Whether it is as wide as high.
        block: Whether it is as wide as its container.
        disabled: Whether it cannot be pressed.
    """

    type: Literal["Button"] = "Button"
    submit: bool | None = None
    label: str | None = None
    onClickAction: ActionConfig | None = None
    iconStart: WidgetIcon | None = None
    iconEnd: WidgetIcon | None = None
    style: Literal["primary", "secondary"] | None = None
    iconSize: Literal["sm", "md", "lg", "xl", "2xl"] | None = None
    color: (
        Literal[
            "primary",
            "secondary",
            "info",
            "discovery",
            "success",
            "caution",
            "warning",
            "danger",
        ]
        | None
    ) = None
    variant: ControlVariant | None = None
    size: ControlSize | None = None
    pill: bool | None = None
    uniform: bool | None = None
    block: bool | None = None
    disabled: bool | None = None


class Checkbox(WidgetComponentBase):
    """A box to tick.

    Attributes:
        name: Name of the value in a form.
        label: Text beside it.
        defaultChecked: Whether it starts ticked.
        onChangeAction: Action sent when it changes.
        disabled: Whether it cannot be changed.
        required: Whether it must be ticked.
    """

    type: Literal["Checkbox"] = "Checkbox"
    name: str
    label: str | None = None
    defaultChecked: bool | None = None
    onChangeAction: ActionConfig | None = None
    disabled: bool | None = None
    required: bool | None = None


class Input(WidgetComponentBase):
    """A one-line text field.

    Attributes:
        name: Name of the value in a form.
        inputType: What may be entered.
        defaultValue: Value at the start.
        required: Whether it must be filled.
        pattern: Regular expression that the value must match.
        placeholder: Text shown while it is empty.
        allowAutofillExtensions: Whether password managers may fill it.
        autoSelect: Whether its text is selected on focus.
        autoFocus: Whether it takes the focus when shown.
        disabled: Whether it cannot be changed.
        variant: Look of the field.
        size: Height of the field.
        gutterSize: Space left and right of the text.
        pill: Whether its ends are round.
    """

    type: Literal["Input"] = "Input"
    name: str
    inputType: Literal["number", "email", "text", "password", "tel", "url"] | None = None
    defaultValue: str | None = None
    required: bool | None = None
    pattern: str | None = None
    placeholder: str | None = None
    allowAutofillExtensions: bool | None = None
    autoSelect: bool | None = None
    autoFocus: bool | None = None
    disabled: bool | None = None
    variant: Literal["soft", "outline"] | None = None
    size: ControlSize | None = None
    gutterSize: GutterSize | None = None
    pill: bool | None = None


class Textarea(WidgetComponentBase):
    """A text field of several lines.

    Attributes:
        name: Name of the value in a form.
        defaultValue: Value at the start.
        required: Whether it must be filled.
        pattern: Regular expression that the value must match.
        placeholder: Text shown while it is empty.
        autoSelect: Whether its text is selected on focus.
        autoFocus: Whether it takes the focus when shown.
        disabled: Whether it cannot be changed.
        variant: Look of the field.
        size: Size of the text and the space around it.
        gutterSize: Space left and right of the text.
        rows: Lines shown at the start.
        autoResize: Whether it grows with its text.
        maxRows: Lines up to which it grows.
        allowAutofillExtensions: Whether password managers may fill it.
    """

    type: Literal["Textarea"] = "Textarea"
    name: str
    defaultValue: str | None = None
    required: bool | None = None
    pattern: str | None = None
    placeholder: str | None = None
    autoSelect: bool | None = None
    autoFocus: bool | None = None
    disabled: bool | None = None
    variant: Literal["soft", "outline"] | None = None
    size: ControlSize | None = None
    gutterSize: GutterSize | None = None
    rows: int | None = None
    autoResize: bool | None = None
    maxRows: int | None = None
    allowAutofillExtensions: bool | None = None


@with_config(NAMED_COMPONENT)
class SelectOption(TypedDict):
    """One entry of a select.

    Attributes:
        value: Value when chosen.
        label: The text.
        disabled: Whether it cannot be chosen.
        description: Text below the label.
    """

    value: str
    label: str
    disabled: NotRequired[bool]
    description: NotRequired[str]


class Select(WidgetComponentBase):
    """A choice from a list that opens.

    Attributes:
        name: Name of the value in a form.
        options: Entries to choose from.
        onChangeAction: Action sent when it changes.
        placeholder: Text shown while nothing is chosen.
        defaultValue: Value at the start.
        variant: Look of the control.
        size: Height of the control.
        pill: Whether its ends are round.
        block: Whether it is as wide as its container.
        clearable: Whether the choice can be taken back.
        disabled: Whether it cannot be changed.
        searchable: Whether the list has a search field.
    """

    type: Literal["Select"] = "Select"
    name: str
    options: list[SelectOption]
    onChangeAction: ActionConfig | None = None
    placeholder: str | None = None
    defaultValue: str | None = None
    variant: ControlVariant | None = None
    size: ControlSize | None = None
    pill: bool | None = None
    block: bool | None = None
    clearable: bool | None = None
    disabled: bool | None = None
    searchable: bool | None = None


class DatePicker(WidgetComponentBase):
    """A choice of a day.

    Attributes:
        name: Name of the value in a form.
        onChangeAction: Action sent when it changes.
        placeholder: Text shown while nothing is chosen.
        defaultValue: Day at the start.
        min: First day that can be chosen.
        max: Last day that can be chosen.
        variant: Look of the control.
        size: Height of the control.
        side: Where the calendar opens.
        align: How the calendar is aligned with the control.
        pill: Whether its ends are round.
        block: Whether it is as wide as its container.
        clearable: Whether the choice can be taken back.
        disabled: Whether it cannot be changed.
    """

    type: Literal["DatePicker"] = "DatePicker"
    name: str
    onChangeAction: ActionConfig | None = None
    placeholder: str | None = None
    defaultValue: datetime | None = None
    min: datetime | None = None
    max: datetime | None = None
    variant: ControlVariant | None = None
    size: ControlSize | None = None
    side: Literal["top", "bottom", "left", "right"] | None = None
    align: Literal["start", "center", "end"] | None = None
    pill: bool | None = None
    block: bool | None = None
    clearable: bool | None = None
    disabled: bool | None = None


@with_config(NAMED_COMPONENT)
class RadioOption(TypedDict):
    """One entry of a radio group.

    Attributes:
        label: The text.
        value: Value when chosen.
        disabled: Whether it cannot be chosen.
    """

    label: str
    value: str
    disabled: NotRequired[bool]


class RadioGroup(WidgetComponentBase):
    """A choice of one from a few, all visible.

    Attributes:
        name: Name of the value in a form.
        options: Entries to choose from.
        ariaLabel: Name for screen readers; ``name`` where absent.
        onChangeAction: Action sent when it changes.
        defaultValue: Value at the start.
        direction: Whether entries stand in a row or a column.
        disabled: Whether it cannot be changed.
        required: Whether one must be chosen.
    """

    type: Literal["RadioGroup"] = "RadioGroup"
    name: str
    options: list[RadioOption] | None = None
    ariaLabel: str | None = None
    onChangeAction: ActionConfig | None = None
    defaultValue: str | None = None
    direction: Literal["row", "col"] | None = None
    disabled: bool | None = None
    required: bool | None = None
