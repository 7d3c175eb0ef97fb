"""The language of the interface: Vietnamese, or English on request."""

import gettext
import os
import re
from collections.abc import Callable
from pathlib import Path

DOMAIN = "danvan"
LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent

_state: dict[str, gettext.NullTranslations] = {}
_language = ["vi"]
# What examples in messages stand for: this year (also in two digits), and the one two years before, for a period.
_EXAMPLE_YEAR = re.compile(r"\b(?:YYYY|YY|XXXX)\b")
_present_year: list[Callable[[], int]] = [lambda: 2026]  # what documents are written with


def use(language: str) -> None:
    """Speak a language from now on; click's own messages follow, as they go through gettext's default domain."""
    _language[0] = language if language in LANGUAGES else "vi"
    os.environ["LANGUAGE"] = _language[0]
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)


def take_examples_from(present_year: Callable[[], int]) -> None:
    """Have examples in messages be of this year from now on; it is asked for when one is shown."""
    _present_year[0] = present_year


def language() -> str:
    """Return the language that is spoken: "vi" or "en"."""
    return _language[0]


def translate(message: str) -> str:
    """Return a message in the language that is spoken; messages in the code are English, their examples of no year."""
    if not message:
        return ""
    if _language[0] not in _state:
        _state[_language[0]] = gettext.translation(DOMAIN, FOLDER, [_language[0]], fallback=True)
    text = _state[_language[0]].gettext(message)
    return with_examples(text) if "YY" in text else text


def with_examples(text: str) -> str:
    """Return a sentence with examples of this year."""
    return _EXAMPLE_YEAR.sub(_example_year, text)


def _example_year(match: re.Match[str]) -> str:
    year = _present_year[0]()
    return {"YYYY": f"{year}", "YY": f"{year % 100:02}", "XXXX": f"{year - 2}"}[match[0]]
