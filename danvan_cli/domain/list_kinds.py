"""The kinds of lists, each with its name in Vietnamese; a review is one of last year's models."""

from danvan_cli.domain.record_types import RECORD_TYPES

LIST_KINDS = {
    **{record_type.folder: record_type.list_name or record_type.folder for record_type in RECORD_TYPES.values()},
    "units": "don-vi",
    "review": "ra-soat",
}
