"""What a name can mean: one thing, nothing, or several, of which a refusal lists as many as one can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import RequestError, UnlistedError
from danvan_cli.domain.matching import pick, pick_whole
from danvan_cli.text.fold import bare, fold, has_diacritic

_KINDS = {"tap-the": ("tap-the", "Tập thể", "TT"), "ca-nhan": ("ca-nhan", "Cá nhân", "CN")}
_SYLLABLES = st.sampled_from(
    ["an", "ân", "hoà", "hòa", "Hoa", "Kinh", "tế", "te", "TẾ", "NH", "nhân", "nhan", "đ", "-"]
)
_NAMES = st.lists(_SYLLABLES, min_size=1, max_size=3).map(" ".join)
_NAMED = st.dictionaries(
    st.sampled_from(["an", "hoa", "kinh-te", "ca-nhan"]),
    st.lists(_NAMES, min_size=1, max_size=3).map(tuple),
    min_size=1,
)


def _refused(number: int) -> str:
    named = {f"xa-{place}": (f"xa-{place}", f"Xã Hòa {place}") for place in range(1, number + 1)}
    with pytest.raises(RequestError, match="several-values") as refused:
        pick("Hòa", named)
    return str(refused.value.params["candidates"])


@pytest.mark.parametrize(
    ("number", "listed", "more"), [(2, 2, ""), (12, 12, ""), (13, 12, "; … +1"), (40, 12, "; … +28")]
)
def test_a_refusal_lists_twelve_candidates_and_says_how_many_more_there_are(
    number: int, listed: int, more: str
) -> None:
    names = "; ".join(f"xa-{place} (Xã Hòa {place})" for place in range(1, listed + 1))

    assert _refused(number) == names + more


def _is_whole(typed: str, name: str) -> bool:
    return fold(typed) == fold(name) if has_diacritic(typed) else bare(typed) == bare(name)


@given(_NAMES, _NAMED)
def test_a_whole_name_is_never_a_part_and_means_at_a_prompt_what_it_means_in_a_list(
    typed: str, named: dict[str, tuple[str, ...]]
) -> None:
    bearing = (
        [typed] if typed in named else [key for key, names in named.items() if any(_is_whole(typed, n) for n in names)]
    )
    if len(bearing) == 1:
        assert pick_whole(typed, named) == pick(typed, named) == bearing[0]
    else:
        with pytest.raises(RequestError) as refused:
            pick_whole(typed, named)
        assert isinstance(refused.value, UnlistedError) is not bool(bearing)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("NH", "Cá nhân"), ("Khen thưởng tập thể", "Tập thể"), ("tâp thê", "Tập thể"), ("Tập", "Tập thể"), ("Đội", "–")],
)
def test_what_a_list_does_not_name_whole_is_proposed(typed: str, near: str) -> None:
    with pytest.raises(UnlistedError) as refused:
        pick_whole(typed, _KINDS)
    assert refused.value.near == near
