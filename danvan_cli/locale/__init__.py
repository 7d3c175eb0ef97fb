"""The language of the interface: Vietnamese, or English on request."""

import gettext
import os
from pathlib import Path

DOMAIN = "danvan"
LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent

_state: dict[str, gettext.NullTranslations] = {}
_language = ["vi"]


def use(language: str) -> None:
    """Speak a language from now on; click's own messages follow, as they go through gettext's default domain."""
    _language[0] = language if language in LANGUAGES else "vi"
    os.environ["LANGUAGE"] = _language[0]
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)


def language() -> str:
    """Return the language that is spoken: "vi" or "en"."""
    return _language[0]


def translate(message: str) -> str:
    """Return a message in the language that is spoken; messages in the code are English."""
    if not message:
        return ""
    if _language[0] not in _state:
        _state[_language[0]] = gettext.translation(DOMAIN, FOLDER, [_language[0]], fallback=True)
    return _state[_language[0]].gettext(message)
