"""danvan with one more type of records, as it would be with one more object in `record_types`.

Run as a program, it carries out commands, one a line; the object is there before anything asks which types there are.
"""

import json
import os
import sys
from typing import TYPE_CHECKING

from danvan_cli.domain import record_types
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import folded, stated

if TYPE_CHECKING:
    from danvan_cli.domain.fields import Table

_FACTS = """
DELETE FROM fact WHERE measure = 'talks' AND year IN (SELECT year FROM changed);
INSERT INTO fact (measure, year, file, id, root, unit, level, indicator, weight, first_year, rank)
SELECT 'talks', t.year, t.file, t.id, t.id, t.unit, u.level, '', 1, t.year, 1
FROM talk AS t LEFT JOIN unit AS u ON u.id = t.unit
WHERE t.year IN (SELECT year FROM changed);
"""


def _table() -> "Table":
    from danvan_cli.domain.field_types import DATE, REF, TEXT  # noqa: PLC0415 - as in `record_types`
    from danvan_cli.domain.fields import COMMON, Field  # noqa: PLC0415 - as in `record_types`

    fields = (
        Field("title", TEXT, "Title", required=True),
        Field("unit", REF, "Unit", refers="unit", required=True),
        Field("held_on", DATE, "Held on"),
        *COMMON,
    )
    return {field.key: field for field in fields}


TALKS = RecordType(
    name="talk",
    folder="talks",
    label="Talk",
    table_of_fields=_table,
    identity=("unit", "title", "held_on"),
    may_be_missing=("held_on",),
    in_ids=("unit", "title"),
    columns=(*stated("title", "unit", "held_on"), folded("title_key", "title")),
    facts=_FACTS,
    spoken_on="held_on",
    asked=("title", "unit", "held_on", "note"),
    known_by=("held_on",),
    measure="talks",
)


def add() -> None:
    """Add talks to the types of records, and their measure to the measures."""
    record_types.RECORD_TYPES[TALKS.name] = TALKS
    from danvan_cli.counting.measures import MEASURES, Measure  # noqa: PLC0415 - only now the types are complete

    dimensions = ("year", "unit", "level")
    MEASURES["talks"] = Measure("talks", "Talks", ("noi-chuyen",), "Talks held.", dimensions, "talks", (TALKS.name,))


def main() -> None:
    """Carry out commands with talks until there is none any more: each line is the arguments and the surroundings."""
    add()
    from tests.helpers.program import run_program  # noqa: PLC0415 - as in `add`

    for line in sys.stdin:
        typed, surroundings = json.loads(line)
        os.environ.clear()
        os.environ.update(surroundings)
        said = run_program(typed)
        print(json.dumps([said.code, said.out, said.err]), flush=True)  # noqa: T201 - so it is handed back


if __name__ == "__main__":
    main()
