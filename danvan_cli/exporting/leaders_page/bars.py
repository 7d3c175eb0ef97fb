"""Bars beside the rows of a table: how much each row comes to, drawn in SVG."""

from collections.abc import Sequence

from danvan_cli.view.markup import Markup

_LENGTH, _THICKNESS = 100, 10  # units of the drawing, which is as wide as its column


def bars(amounts: Sequence[int]) -> list[Markup]:
    """Return a bar an amount, the largest as long as there is room; none where there is nothing to hold against others.

    The number stands beside it, so a bar says nothing to whoever has the page read out.
    """
    if len(amounts) <= 1 or max(amounts) <= 0:
        return []
    return [_bar(_LENGTH * max(amount, 0) / max(amounts)) for amount in amounts]


def _bar(length: float) -> Markup:
    drawn = f'<rect width="{length:.4g}" height="{_THICKNESS}"/>' if length else ""
    view = f'viewBox="0 0 {_LENGTH} {_THICKNESS}" preserveAspectRatio="none"'
    return Markup(f'<svg {view} aria-hidden="true">{drawn}</svg>')
