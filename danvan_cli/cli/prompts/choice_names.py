"""What choices are called, as keys that are made once: folding 14.000 units at each letter took up to a second."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from danvan_cli.cli.prompts.questions import Choice
from danvan_cli.domain.abbreviations import unit_spellings
from danvan_cli.domain.unit_kinds import body_of
from danvan_cli.text.fold import bare, fold, has_diacritic, needle
from danvan_cli.text.nearest import nearest

Test = Callable[[str], object]


class Fitting(NamedTuple):
    """The choices that fit what was typed, and the only one that can be meant by it: None if several can."""

    rows: Sequence[Choice]
    meant: Choice | None


class ChoiceNames:
    """The names of choices, each numbered, and the place of the choice that is called so.

    What has a part with its diacritics has it without them: only the names that do are folded, once.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._choices = choices
        named = [(place, name) for place, choice in enumerate(choices) for name in _names(choice)]
        self._places = [place for place, _ in named]
        self._names = [name for _, name in named]
        self._bare = [f" {bare(name)} " for name in self._names]
        self._labels = [f" {bare(choice.label)}" for choice in choices]
        self._folded: dict[int, str] = {}

    def fitting(self, typed: str) -> Fitting:
        """Return what has what was typed, or else all its words in one name.

        Those that are called so lead, then those that have it in whole words (of “thôn 1” Thôn 1, and not Thôn 10),
        then those that begin so.
        Where nothing has, the field's words may be shortened: “P. 5” is Phường 5, as it is behind an option. So is the
        body of a place (UBND xã Long Hồ) the place.
        """
        spellings = list(unit_spellings(typed, fold if has_diacritic(typed) else bare))
        places = self._having([typed]) or self._having(typed.split()) or self._having_one_of(spellings, typed)
        body, place = body_of(typed)
        if body and place and not places:
            return self.fitting(place)
        named = self._called([typed], typed)
        having = self._having([typed], whole=True) or self._having(typed.split(), whole=True)
        whole = set(having).intersection(places)
        starting = f" {bare(typed)}"
        begun = {place for place in places if self._labels[place].startswith(starting)}
        likely = named or self._called(spellings, typed) & set(places) or whole or set(places)
        rows = sorted(places, key=lambda place: (place not in named, place not in whole, place not in begun))
        meant = self._choices[likely.pop()] if len(likely) == 1 else None
        return Fitting([self._choices[place] for place in rows], meant)

    def _having(self, parts: Sequence[str], *, whole: bool = False) -> Sequence[int]:
        """Return the places of what has all parts in one of its names, by the rule of `occurs`; or as whole words."""
        marked = [part for part in parts if has_diacritic(part)]
        numbers: Sequence[int] = range(len(self._bare))
        for part in parts:
            without = f" {bare(part)} " if whole else f" {bare(part)}" if part in marked else needle(part)
            numbers = [number for number in numbers if without in self._bare[number]]
        exact = [f" {fold(part)} " if whole else needle(part) for part in marked]
        return self._agreeing(numbers, (lambda key: all(part in key for part in exact)) if exact else None)

    def _having_one_of(self, spellings: Sequence[str], typed: str) -> Sequence[int]:
        """Return the places of what has one of the spellings of what was typed in a name."""
        loose, exact = (
            re.compile("|".join(re.escape(f" {key_of(text)}") for text in spellings)).search for key_of in (bare, fold)
        )
        numbers = [number for number, key in enumerate(self._bare) if loose(key)] if spellings else ()
        return self._agreeing(numbers, exact if has_diacritic(typed) else None)

    def _called(self, spellings: Sequence[str], typed: str) -> set[int]:
        """Return the places of what is called in one of these ways, by the rule of `agrees`."""
        loose, exact = ({f" {key_of(text)} " for text in spellings} for key_of in (bare, fold))
        numbers = [number for number, key in enumerate(self._bare) if key in loose]
        return set(self._agreeing(numbers, exact.__contains__ if has_diacritic(typed) else None))

    def _agreeing(self, numbers: Sequence[int], is_exact: Test | None) -> Sequence[int]:
        """Return the places of what has one of these names, where the name's key with its diacritics passes, too."""
        places = dict[int, None]()
        for number in numbers:
            place = self._places[number]
            if place not in places and (is_exact is None or is_exact(self._fold(number))):
                places[place] = None
        return list(places)

    def _fold(self, number: int) -> str:
        if number not in self._folded:
            self._folded[number] = f" {fold(self._names[number])} "
        return self._folded[number]


def nearest_label(choices: Sequence[Choice], typed: str) -> str:
    """Return the label of the choice with the name nearest to what was typed, "" where none is near."""
    labels = {name: choice.label for choice in reversed(choices) for name in _names(choice)}
    return labels.get(nearest(typed, labels) or "", "")


def _names(choice: Choice) -> Iterable[str]:
    return dict.fromkeys((choice.label, choice.value, *choice.names))
