"""Which unit of the folder is which of the directory's: by code, or by name and place among units of the same days."""

from collections.abc import Iterator, Mapping, Sequence

from danvan_cli.domain.directory import DirectoryUnit, directory
from danvan_cli.domain.unit_kinds import LEVEL_WORDS, PROVINCE, but_for_kind, kind_word, levels_called, spelt_out
from danvan_cli.domain.values import Value
from danvan_cli.domain.vocabulary import VocabularyEntry
from danvan_cli.text.dates import first_day, last_day
from danvan_cli.text.fold import bare, fold

Entry = Mapping[str, Value]


class UnclearUnit(Exception):  # noqa: N818 - nothing is wrong
    """A unit of the folder, `unit`, may be that of the directory, or another of that name."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


class KnownUnits:
    """The units of a folder, and which of the directory's they were found to be: `ids`, {code: id}."""

    def __init__(self, entries: Sequence[Entry], levels: Sequence[VocabularyEntry]) -> None:
        self.entries = {entry["id"]: entry for entry in entries}
        self.ids: dict[str, str] = {}
        self.taken: dict[str | None, None] = dict.fromkeys(self.entries)
        self._codes_by_id: dict[str, str] = {}
        self._levels = levels
        self._levels_of_kinds: dict[tuple[str, str], list[str]] = {}
        self._with_parents = {entry["level"] for entry in entries if "parent" in entry}
        self._by_code: dict[str, Entry] = {}
        self._by_name: dict[str, list[Entry]] = {}
        for entry in entries:
            if "code" in entry:
                self._by_code.setdefault(entry["code"], entry)
            for key in {fold(spelt_out(name)) for name in _names(entry)}:
                self._by_name.setdefault(key, []).append(entry)

    def keep(self, unit: DirectoryUnit, name: str) -> None:
        """Keep under which id a unit stands."""
        self.ids[unit.code] = name
        self._codes_by_id[name] = unit.code
        self.taken[name] = None

    def find(self, unit: DirectoryUnit, parent: str | None) -> Entry | None:
        """Return the folder's entry of a unit whose parent has the id `parent`, None where it has none.

        Raise UnclearUnit where one may be another unit of that name.
        """
        by_code = self._by_code.get(unit.official_code or "")
        if by_code is None or by_code["id"] in self._codes_by_id:
            candidates = list(self._candidates(unit))
            lying_there = [entry for entry in candidates if entry.get("parent") == parent]
            if lying_there and (_is_another(lying_there[0], unit) or self._is_named_for_two(lying_there[0], unit)):
                raise UnclearUnit(lying_there[0]["id"])
            by_code = lying_there[0] if lying_there else self._lying_elsewhere(unit, candidates)
        if by_code is not None:
            self.keep(unit, by_code["id"])
        return by_code

    def _candidates(self, unit: DirectoryUnit) -> Iterator[Entry]:
        """Yield the entries that may be it, those of its whole name first: without it only units of its level."""
        levels = self.levels_of(unit)
        whole = self._by_name.get(fold(unit.name), [])
        short = [entry for entry in self._by_name.get(fold(but_for_kind(unit.name)), []) if entry["level"] in levels]
        for entry in (*whole, *(entry for entry in short if entry not in whole)):
            if entry["id"] not in self._codes_by_id and _overlap(entry, unit):
                yield entry

    def _is_named_for_two(self, entry: Entry, unit: DirectoryUnit) -> bool:
        """Whether an entry lacks the word by which a town and a commune of one name in one district are told apart."""
        if fold(unit.name) in (fold(spelt_out(name)) for name in _names(entry)):
            return False
        rivals = [rival for rival in self._called(entry, None) if rival.parent == unit.parent]
        return any(
            rival.code not in (unit.code, *self.ids) and bool(rival.until) == bool(unit.until) for rival in rivals
        )

    def _lying_elsewhere(self, unit: DirectoryUnit, candidates: Sequence[Entry]) -> Entry | None:
        """Return the entry that names this unit alone within whatever it lies in, or in the country."""
        for entry in candidates:
            place = self._place_of(entry)
            if _is_another(entry, unit) or ("parent" in entry and place is None and unit.level != PROVINCE):
                continue  # it lies in what the directory does not have; of a province that may be the State
            rivals = {rival.code: rival for rival in self._called(entry, place)}
            if "until" not in entry and any(not rival.until for rival in rivals.values()):
                rivals = {code: rival for code, rival in rivals.items() if not rival.until}
            if unit.code in rivals and len(rivals) > 1:
                raise UnclearUnit(entry["id"])
            if unit.code in rivals:
                return entry
        return None

    def _place_of(self, entry: Entry) -> str | None:
        """Return the code of the unit that an entry lies in, over groups of units that only the folder has.

        None where that is a unit of the country that was not looked for, such as a district: what lies there lies
        nowhere else.
        """
        above, seen = entry.get("parent"), set[str]()
        while above is not None and above not in self._codes_by_id and above not in seen:
            seen.add(above)
            group = self.entries.get(above)
            above = None if group is None or any(self._called(group, None)) else group.get("parent")
        return self._codes_by_id.get(above) if above else None

    def _called(self, entry: Entry, place: str | None) -> Iterator[DirectoryUnit]:
        """Yield the directory's units that an entry's names fit, in its days, within a place."""
        country = directory()
        for name in _names(entry):
            whole, short = country.called(name)
            for rival in (*whole, *(unit for unit in short if entry["level"] in self.levels_of(unit))):
                if _overlap(entry, rival) and (place is None or _within(place, rival)):
                    yield rival

    def lacking(self, unit: DirectoryUnit, parent: str | None, entry: Entry) -> dict[str, Value | None]:
        """Return what an entry does not state yet and the directory knows; its proper name, too, beside its own."""
        successor = self.ids.get(unit.successor)
        aliases = list(entry.get("aliases", ()))
        unnamed = fold(unit.name) not in map(fold, (entry["name"], *aliases))
        stated: dict[str, Value | None] = {
            "parent": parent,
            "aliases": [*aliases, unit.name] if unnamed else None,
            "code": unit.official_code,
            "from": unit.since,
            "until": unit.until,
            "successors": [successor] if successor else None,
        }
        return {key: value for key, value in stated.items() if value and (key == "aliases" or key not in entry)}

    def levels_of(self, unit: DirectoryUnit) -> list[str]:
        """Return the office's levels that a unit can have, the best first.

        That is the one for provinces, districts or communes; else one for its kind, such as “Cấp thành phố”, which is
        no province's where units of it lie in others.
        """
        asked = unit.level, bare(kind_word(unit.name))
        if asked not in self._levels_of_kinds:
            self._levels_of_kinds[asked] = self._fitting_levels(*asked)
        return self._levels_of_kinds[asked]

    def _fitting_levels(self, level_of_unit: str, kind: str) -> list[str]:
        fitting = levels_called(self._levels, LEVEL_WORDS[level_of_unit])
        by_kind = levels_called(self._levels, [kind]) if kind else []
        if level_of_unit == PROVINCE:
            by_kind = [level for level in by_kind if level not in self._with_parents]
        return list(dict.fromkeys((*fitting, *by_kind)))


def _is_another(entry: Entry, unit: DirectoryUnit) -> bool:
    """Whether an entry has the code of another unit of the directory."""
    return entry.get("code") in directory().units and entry["code"] != unit.code


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry["name"], *entry.get("aliases", ()))


def _within(place: str, unit: DirectoryUnit) -> bool:
    return any(above.code == place for above in directory().chain(unit.code)[1:])


def _overlap(entry: Entry, unit: DirectoryUnit) -> bool:
    since = first_day(entry["from"]) if "from" in entry else ""
    until = last_day(entry["until"]) if "until" in entry else "9999"
    return since <= (unit.until or "9999") and unit.since <= until
