"""Names of the icons that a client can draw."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

BuiltInIconName = Literal[
    "agent",
    "analytics",
    "atom",
    "batch",
    "bolt",
    "book-open",
    "book-closed",
    "book-clock",
    "bug",
    "calendar",
    "chart",
    "check",
    "check-circle",
    "check-circle-filled",
    "chevron-left",
    "chevron-right",
    "circle-question",
    "clock",
    "compass",
    "confetti",
    "cube",
    "desktop",
    "document",
    "dot",
    "dots-horizontal",
    "dots-vertical",
    "empty-circle",
    "external-link",
    "globe",
    "keys",
    "lab",
    "images",
    "info",
    "lifesaver",
    "lightbulb",
    "mail",
    "map-pin",
    "maps",
    "mobile",
    "name",
    "notebook",
    "notebook-pencil",
    "page-blank",
    "phone",
    "play",
    "plus",
    "profile",
    "profile-card",
    "reload",
    "star",
    "star-filled",
    "search",
    "sparkle",
    "sparkle-double",
    "square-code",
    "square-image",
    "square-text",
    "suitcase",
    "settings-slider",
    "user",
    "wreath",
    "write",
    "write-alt",
    "write-alt2",
]
"""An icon that every client ships."""

VendorIconName = Annotated[str, Field(pattern=r"^vendor:")]
"""``vendor:`` and a name that the embedding page has registered."""

LucideIconName = Annotated[str, Field(pattern=r"^lucide:")]
"""``lucide:`` and the name of an icon of the Lucide set, such as ``lucide:bird``."""

IconName = BuiltInIconName | VendorIconName | LucideIconName
"""Any icon that may be named on the wire."""
