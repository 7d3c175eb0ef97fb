"""What a list offers for what is typed into it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.cli.prompts import choice_names
from danvan_cli.cli.prompts.choice_names import ChoiceNames
from danvan_cli.cli.prompts.menu import Menu
from danvan_cli.cli.prompts.questions import Choice, FormQuestion
from danvan_cli.cli.prompts.state import QuestionState
from danvan_cli.text.fold import agrees, bare, fold, has_diacritic, occurs

_UNITS = (
    Choice("p5", "Phường 5 · Thị xã Sông Hậu", ("p5", "Phường 5", "Phường 5, Thị xã Sông Hậu")),
    Choice("p50", "Phường 50 · Thị xã Sông Hậu", ("p50", "Phường 50", "Phường 50, Thị xã Sông Hậu")),
    Choice("phu-nu", "Hội Phụ nữ · Phường 5", ("phu-nu", "Hội Phụ nữ", "Hội Phụ nữ, Phường 5, Thị xã Sông Hậu")),
    Choice("song-hau", "Thị xã Sông Hậu", ("song-hau", "Thị xã Sông Hậu")),
    Choice("tan-lap", "Xã Tân Lập · Thị xã Sông Hậu", ("tan-lap", "Xã Tân Lập")),
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *[("P. 5", "p5"), ("P5", "p5"), ("p.5", "p5"), ("Phường 5", "p5"), ("P. 50", "p50")],
        *[("HPN", "phu-nu"), ("HPN, P. 5", "phu-nu"), ("Hội LHPN", "phu-nu")],
        *[("TX Sông Hậu", "song-hau"), ("tx song hau", "song-hau"), ("X. Tân Lập", "tan-lap")],
    ],
)
def test_the_fields_words_may_be_shortened_as_behind_an_option(typed: str, value: str) -> None:
    choice = ChoiceNames(_UNITS).fitting(typed).meant
    assert choice is not None
    assert choice.value == value


@pytest.mark.parametrize("typed", ["P. 7", "HCCB", "zz"])
def test_what_nothing_is_called_by_offers_nothing(typed: str) -> None:
    assert ChoiceNames(_UNITS).fitting(typed) == ([], None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Hội Phụ nử", " Hội Phụ nữ · Phường 5."),
        ("xa tan lop", " Xã Tân Lập · Thị xã Sông Hậu."),
        ("zz", "“zz”."),
    ],
)
def test_what_nothing_fits_is_told_with_the_nearest(typed: str, said: str) -> None:
    state = QuestionState(FormQuestion("unit", "Unit", shape="one", choices=_UNITS), "", first=True)
    state.changed(typed)
    assert state.fault(state.answer(typed)).endswith(said)


_WORDS = ("Xã", "xa", "Tân", "Tấn", "Hoà", "hòa", "Hoàng", "Mỹ", "my", "Minh", "Đức", "Quý", "quí", "5", "50", "An·Phú")
_texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join)
_begun = st.tuples(_texts, st.integers(1, 12)).map(lambda drawn: drawn[0][: drawn[1]].strip())
_choices = st.lists(st.builds(Choice, _texts, _texts, st.lists(_texts, max_size=2).map(tuple)), max_size=6)


def _has_whole(typed: str, name: str) -> bool:
    key_of = fold if has_diacritic(typed) else bare
    return f" {key_of(typed)} " in f" {key_of(name)} "


def test_whole_words_go_before_their_beginnings() -> None:
    titles = ("Hũ gạo tình thương · 2026 · Thôn 10", "Hũ gạo tình thương · 2026 · Thôn 1", "Đọc sách · 2026 · Thôn 12")
    names = ChoiceNames([Choice(title[-2:].strip(), title) for title in titles])
    for typed in ("thôn 1", "thon 1", "hu gao thon 1", "1"):
        rows, meant = names.fitting(typed)
        assert meant == rows[0] == Choice("1", titles[1])
    assert names.fitting("thôn").meant is None
    assert names.fitting("hũ gạo").meant is None


@given(_choices, _begun)
def test_keys_made_once_find_what_each_name_says_of_itself(choices: Sequence[Choice], typed: str) -> None:
    def having(parts: Sequence[str]) -> list[Choice]:
        names = {choice: (choice.label, choice.value, *choice.names) for choice in choices}
        return [
            choice for choice in choices if any(all(occurs(part, name) for part in parts) for name in names[choice])
        ]

    def has_words(choice: Choice, parts: Sequence[str]) -> bool:
        return any(
            all(_has_whole(part, name) for part in parts) for name in (choice.label, choice.value, *choice.names)
        )

    def rank(choice: Choice) -> tuple[bool, bool, bool]:
        is_named = any(agrees(typed, name) for name in (choice.label, choice.value, *choice.names))
        parts = [typed] if any(has_words(choice, [typed]) for choice in choices) else typed.split()
        return not is_named, not has_words(choice, parts), not bare(choice.label).startswith(bare(typed))

    plain = having([typed]) or having(typed.split())
    rows, meant = ChoiceNames(choices).fitting(typed)
    if plain:
        assert rows == sorted(plain, key=rank)
    named = [choice for choice in plain if not rank(choice)[0]]
    if len(named) == 1:
        assert meant == named[0]


def test_at_a_letter_names_are_looked_through_and_not_folded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = [Choice(f"u{number}", f"Xã Tân Lập {number}") for number in range(1000)]
    menu = Menu(choices, choices, None)
    folded = list[str]()

    def counted(text: str) -> str:
        folded.append(text)
        return fold(text)

    monkeypatch.setattr(choice_names, "fold", counted)
    menu.narrow("xã tân lập")
    at_first = len(folded)
    menu.narrow("xã tân lập 7")
    assert at_first >= len(choices)
    assert len(folded) - at_first < 10
