"""What types of records there are: one object each says what the rest of the program has to know of it.

A record's `kind` is the word for tập thể or cá nhân; what it is a record of is its type.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from danvan_cli.domain.field_types import TEXT
from danvan_cli.domain.fields import AWARD, EVALUATION, FIGURES, MODEL, Table
from danvan_cli.domain.names import MOST_LETTERS
from danvan_cli.text.fold import fold
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import cut_slug, slug

_HASH_LETTERS = 4
Values = Mapping[str, Any]
Core = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordType:
    """One type of records.

    `folder` is where its files lie, and what its lists are called; `title` the key by which people call a record.
    `identity` are the keys that make two records of a campaign year the same thing, `may_be_missing` those among them
    that one of the two need not state, without which nobody knows (design, section 3). Without an identity, a record
    is what its file's name says: an evaluation is one of a model and a level.
    `table` is the index's table that holds what its records state; `counts` tells whether tables count its records.
    `in_ids` are the keys that an id shows behind the year: the last one, or what stands for it, as a slug.
    """

    name: str
    folder: str
    label: str
    fields: Table
    title: str = "title"
    identity: tuple[str, ...] = ()
    may_be_missing: tuple[str, ...] = ()
    in_ids: tuple[str, ...] = ()
    instead_of_title: str = ""
    table_name: str = ""
    counts: bool = True

    def __repr__(self) -> str:
        """Return its name: the table of fields would hide whatever it stands in."""
        return f"<records of type {self.name}>"

    @property
    def table(self) -> str:
        """Return the index's table that holds what its records state."""
        return self.table_name or self.name

    @property
    def must_agree(self) -> tuple[str, ...]:
        """Return the keys of the identity of which two records that may be the same say the same, or both nothing."""
        return tuple(key for key in self.identity if key not in self.may_be_missing)

    def core(self, values: Values) -> Core:
        """Return what all records have in common that may be the same thing as this one."""
        return tuple(self._compared(key, values) for key in self.must_agree)

    def is_same(self, record: Values, twin: Values) -> bool:
        """Whether two records of one campaign year are the same thing; how many it stands for is no part of that."""
        return all(self._compared(key, record) == self._compared(key, twin) for key in self.identity)

    def is_doubtful(self, record: Values, twin: Values) -> bool:
        """Whether two records may be the same thing, and one does not state all that would tell."""
        if self.core(record) != self.core(twin):
            return False
        pairs = [(self._compared(key, record), self._compared(key, twin)) for key in self.may_be_missing]
        return any(mine != theirs for mine, theirs in pairs) and all(
            mine == theirs or None in (mine, theirs) for mine, theirs in pairs
        )

    def says_the_same(self, key: str, record: Values, twin: Values) -> bool:
        """Whether two records say the same of a key of their identity, texts folded."""
        return self._compared(key, record) == self._compared(key, twin)

    def undecided_keys(self, record: Values, twin: Values) -> list[str]:
        """Return the keys that only one of two records states, of those that would tell whether they are the same."""
        stated = [(key, self._compared(key, record), self._compared(key, twin)) for key in self.may_be_missing]
        return [key for key, mine, theirs in stated if (mine is None) != (theirs is None)]

    def ids(self, year: int, values: Values, apart: str = "") -> Iterator[str]:
        """Yield the ids that a new record may have: the plain one, unless it is cut, then the hashed one.

        An id is made once and never changes, whatever is corrected later. `apart` is what else tells it from another
        record of the same identity, such as the model that it continues.
        """
        *before, last = self.in_ids
        named = values.get(last) or values.get(self.instead_of_title) or ""
        shown = [str(year), *(str(values.get(key) or "") for key in before), slug(named)]
        whole = "-".join(part for part in shown if part)
        if len(whole) <= MOST_LETTERS and shown[-1]:
            yield whole
        yield with_mark(whole, self._hash(year, values, fold(named), apart))

    def _hash(self, year: int, values: Values, named: str, apart: str) -> str:
        """Return four hex digits over the whole identity; what came to it later only counts where it is stated."""
        *before, last = self.in_ids
        rest = [key for key in self.identity if key not in (*before, last, *_CAME_LATER)]
        parts = [str(year), *(str(values.get(key) or "") for key in before), named]
        parts += [str(values.get(key) or "") for key in rest]
        parts += [f"{key}={self._compared(key, values)}" for key in _CAME_LATER if self._states(key, values)]
        parts += [apart] if apart else []
        return sha256("\n".join(parts).encode()).hexdigest()[:_HASH_LETTERS]

    def _states(self, key: str, values: Values) -> bool:
        return key in self.identity and values.get(key) is not None

    def _compared(self, key: str, values: Values) -> object:
        """Return a value as identity sees it: texts folded, and nothing where nothing is stated."""
        value = values.get(key)
        return fold(value) or None if value is not None and self.fields[key].type is TEXT else value


# Keys that older versions left out of the hash: ids that they made are made again where these are not stated.
_CAME_LATER = ("person", "position", "model")


def with_mark(whole: str, mark: str) -> str:
    """Return an id with what tells it apart at its end, cut at a word so that both fit."""
    return f"{cut_slug(whole, MOST_LETTERS - len(mark) - 1)}-{mark}"


MODELS = RecordType(
    name="model",
    folder="models",
    label=N_("Model"),
    fields=MODEL,
    identity=("unit", "title", "person"),
    may_be_missing=("person",),
    in_ids=("unit", "title"),
)
EVALUATIONS = RecordType(name="evaluation", folder="evaluations", label=N_("Evaluation"), fields=EVALUATION)
AWARDS = RecordType(
    name="award",
    folder="awards",
    label=N_("Award"),
    fields=AWARD,
    title="recipient",
    identity=(
        *("authority", "form", "kind", "recipient", "unit", "purpose", "decision", "from_year"),
        *("position", "model"),
    ),
    may_be_missing=("position", "unit", "decision", "model", "purpose", "authority"),
    in_ids=("authority", "form", "kind", "recipient"),
    instead_of_title="decision",
)
PUBLISHED_FIGURES = RecordType(
    name="figures",
    folder="figures",
    label=N_("Published figures"),
    fields=FIGURES,
    title="source",
    identity=("source",),
    in_ids=("source",),
    table_name="claim",
    counts=False,
)
RECORD_TYPES = {record_type.name: record_type for record_type in (MODELS, EVALUATIONS, AWARDS, PUBLISHED_FIGURES)}
