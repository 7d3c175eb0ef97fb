"""Where two records differ."""

from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.merging import MergeDifference
from danvan_cli.view.record import value_text


def difference_lines(one: MergeDifference, lists: Lists) -> tuple[str, str, str]:
    """Give a key's name, and the two values."""
    field = one.type.fields[one.key]
    prefix = one.name.partition(one.key)[0]
    return (
        f"{prefix}{translate(field.label)} ({one.name})",
        value_text(one.kept, field, lists),
        value_text(one.taken, field, lists),
    )
