"""The ids of new records (design, section 3): made once, never changed, whatever is corrected later."""

from collections.abc import Container, Iterable, Mapping
from hashlib import sha256
from typing import Any

from danvan_cli.domain.names import MOST_LETTERS, is_id
from danvan_cli.text.fold import fold
from danvan_cli.text.slug import cut_slug, slug

_HASH_LETTERS = 4
_OF_AN_AWARD = ("authority", "form", "kind")


def model_id(year: int, unit: str, title: str, *, hashed: bool = False) -> str:
    """Make a model's id out of year, unit and title.

    `hashed`: with the hash even where nothing is cut, for two titles that differ in their diacritics only.
    """
    return _id([str(year), unit, slug(title)], [str(year), unit, fold(title)], hashed=hashed)


def award_id(year: int, values: Mapping[str, Any], *, hashed: bool = False) -> str:
    """Make an award's id out of year, authority, form, kind and recipient (without one: decision).

    What else tells awards apart, unit, purpose, decision and the first year, is in the hash.
    """
    whom = values.get("recipient") or values.get("decision") or ""
    stated = [str(values.get(key) or "") for key in _OF_AN_AWARD]
    rest = [str(values.get(key) or "") for key in ("unit", "purpose", "decision", "from_year")]
    return _id([str(year), *stated, slug(whom)], [str(year), *stated, fold(whom), *rest], hashed=hashed)


def figures_id(year: int, source: str, *, hashed: bool = False) -> str:
    """Make the id of published figures out of year and source."""
    return _id([str(year), slug(source)], [str(year), fold(source)], hashed=hashed)


def unit_id(name: str, taken: Container[str | None], apart: Iterable[str] = ()) -> str | None:
    """Make a unit's id out of its name; where that is taken, or none, with the first mark that tells it apart.

    None where the name has no letters for an id, or nothing tells it apart.
    """
    plain = slug(name)
    made = [cut_slug(plain, MOST_LETTERS), *(_marked(plain, cut_slug(mark, MOST_LETTERS // 2)) for mark in apart)]
    return next((one for one in made if plain and is_id(one) and one not in taken), None)


def _marked(plain: str, mark: str) -> str:
    return f"{cut_slug(plain, MOST_LETTERS - len(mark) - 1)}-{mark}"


def _id(parts: list[str], hashed_parts: list[str], *, hashed: bool) -> str:
    whole = "-".join(part for part in parts if part)
    if len(whole) <= MOST_LETTERS and parts[-1] and not hashed:
        return whole
    mark = sha256("\n".join(hashed_parts).encode()).hexdigest()[:_HASH_LETTERS]
    return _marked(whole, mark)
