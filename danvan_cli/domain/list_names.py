"""The lists by name: what each is called in both languages, and what its entries have besides a label."""

from typing import NamedTuple

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.domain.vietnamese_names import BothNames, nearest_of
from danvan_cli.domain.vocabulary import FIXED
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

NO_LIST = Message("no-such-list", N_("There is no list “{value}”. Nearest: {near}. There are: {known}."))
FIXED_LIST = Message(
    "fixed-list",
    N_("The list {list} is the program's own: what it counts depends on it. An office's own are: {known}."),
)
# What every entry may have; `until` is for those that are retired.
COMMON_KEYS = ("label", "label_en", "aliases", "until")


class VocabularyList(NamedTuple):
    """What a list is called, and the keys that its entries alone have.

    `is_ordered`: the place of an entry says something, such as which level is the higher.
    """

    name: str
    vietnamese: str
    label: str
    keys: tuple[str, ...] = ()
    is_ordered: bool = False


_ALL = (
    VocabularyList("level", "cap", N_("Level"), is_ordered=True),
    VocabularyList("field", "linh-vuc", N_("Field")),
    VocabularyList("rating", "xep-loai", N_("Rating"), ("effective", "min")),
    VocabularyList("movement", "phong-trao", N_("Movement")),
    VocabularyList("form", "hinh-thuc", N_("Form"), ("apart",)),
    VocabularyList("purpose", "noi-dung-khen", N_("Purpose")),
    VocabularyList("criterion", "tieu-chi", N_("Criterion"), ("max",)),
    VocabularyList("indicator", "chi-tieu", N_("Indicator"), ("unit", "stock")),
    VocabularyList("activity", "hoat-dong", N_("Activity")),
    VocabularyList("kind", "loai", N_("Kind")),
    VocabularyList("origin", "nguon-goc", N_("Origin")),
    VocabularyList("status", "trang-thai", N_("Status")),
)
LIST_NAMES = {named.name: named for named in _ALL}
OFFICE_LISTS = {name: named for name, named in LIST_NAMES.items() if name not in FIXED}


def find_list(typed: str) -> VocabularyList:
    """Return the list that is called so in either language; raise RequestError."""
    word = slug(typed)
    for named in _ALL:
        if word in (named.name, named.vietnamese):
            return named
    names = {named.name: named.vietnamese for named in _ALL}
    raise RequestError(NO_LIST, value=typed, near=nearest_of(word, names), known=_of_the_office())


def _of_the_office() -> BothNames:
    names = {named.name: named.vietnamese for named in OFFICE_LISTS.values()}
    return BothNames(", ".join(f"{english} ({own})" for english, own in names.items()), ", ".join(names.values()))


def find_office_list(typed: str) -> VocabularyList:
    """Return the list that is called so, if an office may have its own; raise RequestError."""
    named = find_list(typed)
    if named.name in FIXED:
        raise RequestError(FIXED_LIST, list=named.name, known=_of_the_office())
    return named
