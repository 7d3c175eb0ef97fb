"""HTML as it is put together: a text is escaped unless it is markup already, so that no record can become a tag."""

from html import escape

from danvan_cli.text.visible import visible


class Markup(str):
    """A piece of HTML."""

    __slots__ = ()


def element(tag: str, /, *content: str, **attributes: str) -> Markup:
    """Return an element with what stands in it; what is called `class_` is `class`, `aria_label` is `aria-label`."""
    given = (f' {_named(key)}="{escape(visible(value))}"' for key, value in attributes.items() if value)
    return Markup(f"<{tag}{''.join(given)}>{joined(*content)}</{tag}>")


def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def joined(*content: str) -> Markup:
    """Return pieces of HTML one after the other; what is a plain text is escaped."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(visible(piece)) for piece in content))
