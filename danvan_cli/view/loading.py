"""What is taken from the directory, before it is written: what is new in each province, what is completed."""

from collections.abc import Iterator

from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.loading import UNIT_COMPLETED
from danvan_cli.recording.plan import Plan
from danvan_cli.text.mark import N_
from danvan_cli.view import planning
from danvan_cli.view.labels import number

_MOST_COMPLETED = 12


def lines(plan: Plan, lists: Lists) -> Iterator[str]:
    """Yield a line for each remark; of many units that are completed, the first."""
    completed = 0
    for remark in plan.remarks:
        completed += remark.message == UNIT_COMPLETED
        if completed <= _MOST_COMPLETED or remark.message != UNIT_COMPLETED:
            yield planning.remark_text(remark, lists)
    if completed > _MOST_COMPLETED:
        more = number(completed - _MOST_COMPLETED)
        yield translate(N_("… and {number} more are completed")).format(number=more)
