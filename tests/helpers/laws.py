"""How many cases a law is tried with: few by the suite, many by `make laws`."""

import os

from hypothesis import Phase, settings

_TIMES = float(os.environ.get("LAWS", "1"))  # as many cases as the suite's
_SEARCH = (Phase.explicit, Phase.reuse, Phase.generate)


def cases_of(number: int) -> int:
    """Return how many cases to try where the suite tries so many; of two the first is the smallest there is."""
    return max(2, round(_TIMES * number))


def cases(number: int) -> settings:
    """Try a law with so many cases."""
    return settings(max_examples=cases_of(number))


def costly_cases(number: int) -> settings:
    """Try a law with so many cases; to find a smaller one that fails takes minutes, so only a long search does."""
    return settings(max_examples=cases_of(number), phases=_SEARCH if _TIMES <= 1 else (*_SEARCH, Phase.shrink))
