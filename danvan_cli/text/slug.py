"""Identifiers out of Vietnamese names."""

import re

from danvan_cli.text.letters import bare_words

MOST_LETTERS = 80  # that an id has
_NOT_ASCII = re.compile(r"[^a-z0-9-]+")


def slug(text: str) -> str:
    """Return the words in `[a-z0-9]`, joined by hyphens; empty where the text has no such letters.

    Words keep their spelling (`bác sĩ` is `bac-si`, `kỷ niệm` is `ky-niem`): an id is made to be read,
    and two spellings of a title are compared by folding, never by id.
    """
    letters = (_NOT_ASCII.sub("", word) for word in bare_words(text))
    return "-".join(word for word in letters if word)


def cut_slug(slug: str, limit: int) -> str:
    """Return the slug cut behind a word, so that it has at most `limit` characters.

    Only a first word that is itself too long is cut in its middle.
    """
    if len(slug) <= limit:
        return slug
    head, hyphen, _ = slug[: limit + 1].rpartition("-")
    return head if hyphen else slug[:limit]
