"""How a saved conversation looks where styles are kept; it must read well where they are not."""

from __future__ import annotations

ROOT_CLASS = "chatkit-saved"

NUMBER_COLUMNS = 9
"""How many of a table's columns can stand on the right, by the table's classes n1, n2, …"""

# Colours are the page's own, or shades that are seen on white and on black. One line without an
# empty one, because a notebook turned into Markdown would take that for the end of the HTML.
_RULES = """
max-width:46rem;line-height:1.5;font-family:var(--jp-ui-font-family,system-ui,sans-serif);
&>div{margin:.75em 0}
&>div>b{display:block;font-size:.8em;opacity:.65}
.user{text-align:right}
.user blockquote{display:inline-block;text-align:left;max-width:85%;margin:0;padding:.5em 1em;
border:0;border-radius:1.1em;background:#8882;color:inherit;break-inside:avoid}
.card{border:1px solid #8885;border-radius:12px;padding:.75em 1em;margin:.5em 0;overflow-x:auto}
.row{display:flex;flex-wrap:wrap;gap:.25em .75em;align-items:center;justify-content:space-between}
.title{font-size:1.15em}
.badge small,.button{border:1px solid #8886;border-radius:6px;padding:0 .5em}
.button{font:inherit;padding:.15em .75em;background:none;color:inherit}
.field{border:1px solid #8886;border-radius:6px;padding:.15em .6em;opacity:.75}
table{font-variant-numeric:tabular-nums;border-collapse:collapse;margin:.5em 0;font-size:.92em}
table th,table td{padding:.2em .7em;border:0;border-bottom:1px solid #8884;text-align:left;
vertical-align:top}
pre{background:#8881;padding:.6em .8em;border-radius:8px;overflow-x:auto;white-space:pre-wrap}
img{max-width:100%;max-height:420px;border-radius:8px}
summary{cursor:pointer;opacity:.75}
small,.meta{opacity:.75}
@media print{details::details-content{content-visibility:visible;height:auto}}
"""
_NUMBERS = ",".join(f".n{place} :nth-child({place})" for place in range(1, NUMBER_COLUMNS + 1))
STYLE = f".{ROOT_CLASS}{{{_RULES}{_NUMBERS}{{text-align:right}}}}".replace("\n", "")


def styled(html: str) -> str:
    """Put a style beside sanitised HTML.

    Args:
        html: The HTML.
    """
    return f'<div class="{ROOT_CLASS}"><style>{STYLE}</style>{html}</div>'
