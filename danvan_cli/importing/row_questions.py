"""What holds of many rows alike and nobody but the clerk can tell: asked once for all, else only said."""

from collections.abc import Mapping
from typing import NamedTuple

from danvan_cli.importing.options import RowLine
from danvan_cli.recording.plan import Remark


class RowsQuestion(NamedTuple):
    """What is told of some rows where nobody is asked whether it holds, and what a yes answers of each: {line: id}."""

    told: Remark
    answers: Mapping[RowLine, str]
