"""What is chosen from the country's directory: the province of `unit load`, and the unit of `init`."""

from collections.abc import Iterable

from danvan_cli.cli.prompts.questions import Choice, FormQuestion
from danvan_cli.domain.directory import DirectoryUnit, directory
from danvan_cli.domain.unit_kinds import but_for_kind
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_


def ask_province() -> str:
    """Ask for a province of today; return its name. Raise KeyboardInterrupt where the person leaves."""
    from danvan_cli.cli.prompts.form import fill

    question = FormQuestion("province", translate(N_("Province")), "", "one", province_choices(), required=True)
    return fill([question], {})["province"]


def province_choices() -> list[Choice]:
    """Offer the provinces of today."""
    return _choices(directory().provinces())


def units_in(province: str) -> list[Choice]:
    """Offer a province, and its communes of today."""
    above = parts_of(province)[0]
    return _choices([above, *(unit for unit in directory().below(above.code) if not unit.until)])


def full_names_called(name: str) -> list[str]:
    """Return the units of the directory that a name fits, each with what it lies in; those of today first."""
    if not name:
        return []
    called = {unit.code: unit for units in directory().called(name) for unit in units}
    ordered = sorted(called.values(), key=lambda unit: bool(unit.until))
    return [directory().full_name(unit.code) for unit in ordered]


def parts_of(full_name: str) -> list[DirectoryUnit]:
    """Return the unit that has this name in full, and all above it; nothing for "" and for another."""
    found = directory().find(full_name) if full_name else []
    return directory().chain(found[0].code) if len(found) == 1 else []


def _choices(units: Iterable[DirectoryUnit]) -> list[Choice]:
    """Offer units by their names, with and without their kind's words; what is chosen is the name in full."""
    return [Choice(directory().full_name(unit.code), unit.name, (but_for_kind(unit.name),)) for unit in units]
