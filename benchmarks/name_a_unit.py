"""Open the question for a unit of the country's 14.000, type letters into it, and draw what is offered after each.

With 0 letters it only opens: what the letters cost is what it takes longer with them.
"""

import sys

from danvan_cli.cli.prompts import drawing
from danvan_cli.cli.prompts.questions import Choice, FormQuestion
from danvan_cli.cli.prompts.state import QuestionState
from danvan_cli.domain.directory import directory

# Without diacritics and with them, shortened, in two parts, and what nothing is called.
TYPED = ("xa tan thanh", "phường 1, quận", "P. 5", "xã zz")


def choices() -> list[Choice]:
    """Offer the units as a folder that has loaded all of them does: by name, and by name and place."""
    country = directory()
    return [
        Choice(f"u{code}", f"{unit.name} · {country.full_name(code)}", (unit.name, country.full_name(code)))
        for code, unit in country.units.items()
    ]


def main() -> None:
    """Type as many letters as are asked for."""
    state = QuestionState(FormQuestion("unit", "Đơn vị", shape="one", choices=choices(), required=True), "", first=True)
    texts = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
    for text in texts[: int(sys.argv[1])]:
        state.changed(text)
        drawing.menu(state)
        drawing.help_(state)


if __name__ == "__main__":
    main()
