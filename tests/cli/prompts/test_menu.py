"""What a list offers for what is typed into it."""

import pytest

from danvan_cli.cli.prompts.menu import meant, narrowed
from danvan_cli.cli.prompts.questions import Choice

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
    choice = meant(narrowed(_UNITS, typed), typed)
    assert choice is not None
    assert choice.value == value


@pytest.mark.parametrize("typed", ["P. 7", "HCCB", "zz"])
def test_what_nothing_is_called_by_offers_nothing(typed: str) -> None:
    assert not narrowed(_UNITS, typed)
