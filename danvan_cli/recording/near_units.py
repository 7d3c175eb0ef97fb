"""Whether the names of two units may be one name, spelt otherwise: asked of what is typed, and of every list."""

from collections.abc import Iterator, Sequence

from danvan_cli.domain.abbreviations import unit_spellings
from danvan_cli.domain.unit_kinds import spelt_out, without_kind
from danvan_cli.recording.near_records import is_changed_a_little
from danvan_cli.text.fold import bare

_NUMERALS = {"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"}
_NUMBER_WORD = "so"  # tổ dân phố số 5
_LEAST_LETTERS = 4  # of a name of one word, that one of them may be mistyped: Bắc and Bái are two


def is_nearly_called(name: str, known: str) -> bool:
    """Whether one of two names may be the other, mistyped, shortened, or with some words more; diacritics aside.

    “TDP 5” is “Tổ dân phố số 5”, and “Xóm Đông Sơn” may be “Thôn Đong Son”. What is numbered otherwise is another unit.
    """
    ways, known_ways = list(_ways_to_spell(name)), list(_ways_to_spell(known))
    one_as_it_stands = [*((words, known_ways[0]) for words in ways), *((ways[0], words) for words in known_ways)]
    return any(_are_nearly(*pair) for pair in one_as_it_stands)


def _ways_to_spell(name: str) -> Iterator[list[str]]:
    whole = spelt_out(name)
    yield bare(whole).split()
    yield from (spelling.split() for spelling in map(bare, unit_spellings(whole, bare)))


def _are_nearly(words: Sequence[str], known: Sequence[str]) -> bool:
    if "".join(words) == "".join(known):
        return True
    if not (words and known) or _numbers(words) != _numbers(known):
        return False
    names = [_proper_name(each) for each in (words, known)]
    if names[0] == names[1]:
        return True
    shorter, longer = sorted(names, key=len)
    if len(shorter.split()) != len(longer.split()):  # “UBND xã An Hòa” is a body of “Xã An Hòa”
        return longer.startswith(f"{shorter} ") and is_changed_a_little(shorter, longer)
    return (" " in longer or len(longer) >= _LEAST_LETTERS) and is_changed_a_little(shorter, longer)


def _numbers(words: Sequence[str]) -> list[str]:
    """Return what units are numbered by: digits, single letters, Roman numerals."""
    return [word.lstrip("0") for word in words if _is_number(word)]


def _is_number(word: str) -> bool:
    return len(word) == 1 or word in _NUMERALS or any(map(str.isdigit, word))


def _proper_name(words: Sequence[str]) -> str:
    """Return a name without the word for its kind and without numbers; that word where nothing else is left."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    plain = [word for word, following in pairs if not (word == _NUMBER_WORD and _is_number(following))]
    name = " ".join(word for word in plain if not _is_number(word))
    return next(without_kind(name), name)
