"""What a name can mean: one thing, nothing, or several, of which a refusal lists as many as one can read."""

import pytest

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.matching import pick


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
