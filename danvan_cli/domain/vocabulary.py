"""The lists of values: built in, or the office's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from danvan_cli.domain.reading import Stated, read_lists

FIXED = ("kind", "origin", "status")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a list. `least` and `most` are hundredths of points."""

    id: str
    label: str
    label_en: str | None = None
    aliases: tuple[str, ...] = ()
    until: int | None = None
    effective: bool = False
    stock: bool = False
    apart: bool = False
    unit: str | None = None
    least: int | None = None
    most: int | None = None

    def names(self) -> tuple[str, ...]:
        """Give all by which a person may call it."""
        return tuple(name for name in (self.id, self.label, self.label_en, *self.aliases) if name)


Vocabulary = Mapping[str, Sequence[Entry]]


def built_in() -> dict[str, list[Entry]]:
    """Read the lists that come with the program."""
    data = files("danvan_cli").joinpath("vocabulary.yaml").read_bytes()
    return {name: entries_of(stated) for name, stated in read_lists(data).items()}


def entries_of(stated: Sequence[Stated]) -> list[Entry]:
    """Make the entries of a list out of what a file states; entries without an id are left out."""
    return [_entry(one) for one in stated if "id" in one.values]


def _entry(stated: Stated) -> Entry:
    values = dict(stated.values)
    values["aliases"] = tuple(values.get("aliases", ()))
    renamed = {"min": "least", "max": "most"}
    return Entry(**{renamed.get(key, key): value for key, value in {"label": values["id"], **values}.items()})
