"""Where two records differ."""

from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.recording.merging import MergeDifference
from danvan_cli.view.record import value_text


def difference_lines(difference: MergeDifference, lists: Lists) -> tuple[str, str, str]:
    """Return a key's name, the value of the record that stays, and that of the other."""
    field = difference.type.fields[difference.key]
    prefix = difference.name.partition(difference.key)[0]
    return (
        f"{prefix}{translate(field.label)} ({difference.name})",
        value_text(difference.kept, field, lists),
        value_text(difference.taken, field, lists),
    )
