"""Headings between the rows: what they give the rows below them, and which of them a row lies in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS, PUBLISHED_FIGURES
from danvan_cli.domain.unit_kinds import place_kind
from danvan_cli.importing.columns import KINDS, WITHIN
from danvan_cli.importing.detection.known_names import LISTS, OfficeNames
from danvan_cli.importing.detection.numbering import NO_NUMBER, LineNumber, follows, is_first, split_number
from danvan_cli.importing.detection.page import without_brackets
from danvan_cli.importing.detection.wordings import REVIEW
from danvan_cli.importing.sheet_lists import GivenCell
from danvan_cli.text.fold import bare, fold, has_diacritic

_ORDER = ("A", "I", "1", "1.1", "1.1.1", "1.1.1.1", "i", "a", "")
# Words that a heading may begin with, and the key that they leave possible ("" leaves all).
_LEADS = {
    **dict.fromkeys(["danh sách", "các", "những", "về", "đối với", "thuộc", "khối", "nhóm", "gồm", "trong"], ""),
    **dict.fromkeys(["mô hình", "các mô hình", "điển hình", "mô hình, điển hình", "dân vận khéo", "của"], ""),
    **dict.fromkeys(["lĩnh vực", "trên lĩnh vực", "trong lĩnh vực", "về lĩnh vực", "thuộc lĩnh vực"], "field"),
    **dict.fromkeys(["đơn vị", "tên đơn vị", "cơ quan", "địa phương", "cơ quan, đơn vị"], "unit"),
    **dict.fromkeys(["đơn vị đăng ký", "đơn vị báo cáo", "đơn vị thực hiện"], "unit"),
    **dict.fromkeys(["cấp", "cấp đăng ký", "cấp công nhận"], "level"),
    **dict.fromkeys(["hình thức", "hình thức khen thưởng", "tặng", "đề nghị tặng", "khen thưởng"], "form"),
    **dict.fromkeys(["đối tượng", "loại hình"], "kind"),
    **dict.fromkeys(["xếp loại", "loại", "kết quả xếp loại", "đạt loại"], "rating"),
    **dict.fromkeys(["phong trào"], "movement"),
    **dict.fromkeys(["cơ quan khen thưởng", "cấp khen", "cơ quan khen"], "authority"),
}
_ABBREVIATIONS = ("P", "X", "H", "Q", "T")  # phường, xã, huyện, quận, tỉnh
_UNIT_KEYS = ("unit", "authority")
_MOST_OF_PLACE = 4  # words of a place's name without its kind's
_MOST_LEAD = max(len(fold(lead).split()) for lead in _LEADS)
_SECTION_WORDS = re.compile(r"(?:linh vuc|khoi|cap|don vi|nhom|phan|muc|cac) ")
_LONGEST = 80
_AFTER_LABEL = re.compile(r"([^:]{1,40}):\s*(\S.*)", re.DOTALL)
_TRAILING = " \t.:;,-–/"


class SectionHeading(NamedTuple):
    """What a heading says: its number, its text without, and the key that it gives; `other`: it names another thing."""

    number: LineNumber
    text: str
    key: str = ""
    other: bool = False


class Section(NamedTuple):
    """A section that rows lie in. `begins` is how many records the sheet has before it.

    `guessed`: it names nothing that is known, and is taken for a unit since nothing else tells one.
    """

    number: LineNumber
    name: str
    key: str
    given: GivenCell | None
    begins: int
    guessed: bool = False


class SectionReader:
    """Reads headings of sections in a list of one kind."""

    def __init__(self, kind: str, office: OfficeNames) -> None:
        self._office = office
        self._keys = office.wordings[kind].keys
        self._unit_key = {"units": "parent", PUBLISHED_FIGURES.folder: ""}.get(kind, "unit")
        self._headings_read: dict[str, SectionHeading] = {}
        self.needs_unit = kind in (MODELS.folder, EVALUATIONS.folder, REVIEW)
        self.may_be_rows = kind in KINDS and kind not in (AWARDS.folder, "units")

    def read(self, text: str, trail: "SectionTrail | None" = None) -> SectionHeading:
        """Read a heading; without a key where it names nothing that is known.

        `P. Lái Hiếu` bears no number, unless the trail has come as far as O.
        """
        heading = self._headings_read.get(text)
        if heading is None:
            heading = self._headings_read[text] = self._read(text)
        if heading.number.label in _ABBREVIATIONS and not (trail and trail.expects(heading.number)):
            return self._heading(NO_NUMBER, text)
        return heading

    def _read(self, text: str) -> SectionHeading:
        whole = self._heading(NO_NUMBER, text)
        number, rest = split_number(text)
        return whole if whole.key and number != NO_NUMBER and self._key(whole.text, "") else self._heading(number, rest)

    def _heading(self, number: LineNumber, text: str) -> SectionHeading:
        name = without_brackets(text).strip(_TRAILING)
        other = False
        for candidate, wanted in _candidates(name):
            key = self._key(candidate, wanted)
            if key:
                return SectionHeading(number, candidate, key)
            other = other or key is not None
        return SectionHeading(number, name, "", other)

    def names_place(self, text: str) -> bool:
        """Whether a text is the name of a place, known or not, and rows of this kind have a unit that may lie there."""
        name = text.strip(_TRAILING)
        kind = place_kind(name)
        rest = name[len(kind) :].strip()
        is_proper = bool(kind) and (rest[:1].isupper() or rest[:1].isdigit())
        has_unit = self._unit_key == "unit" and "unit" in self._keys
        return has_unit and is_proper and "," not in rest and len(rest.split()) <= _MOST_OF_PLACE

    def place_after_label(self, text: str) -> str:
        """Return the place that a line such as `Đơn vị: Phường 9` names, "" for none."""
        label = _AFTER_LABEL.fullmatch(text)
        is_of_unit = label is not None and _LEAD_WORDS.get(fold(label[1])) == "unit"
        name = label[2].strip(_TRAILING) if label and is_of_unit else ""
        return name if self.names_place(name) else ""

    def _key(self, text: str, wanted: str) -> str | None:
        """Return the key that a whole name gives, "" if it names what lists of this kind do not state, else None."""
        names = self._office.names
        # What is both a kind's name and a unit's is the unit only where the words before it say so.
        may_be_unit = bool(wanted) or names.entry("kind", text) is None
        if wanted in ("", *_UNIT_KEYS) and may_be_unit and names.units.find(text):
            return wanted if wanted == "authority" else self._unit_key
        list_names = [name for name in LISTS if wanted in ("", name) and names.entry(name, text)]
        if wanted == "form" and not list_names and names.entry("origin", text):
            list_names = ["origin"]
        return next((name for name in list_names if name in self._keys), "" if list_names else None)


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text, and what is left of it without its first words; with the key that these words leave possible."""
    label = _AFTER_LABEL.fullmatch(text)
    if label:
        words = fold(label[1])
        yield label[2].strip(_TRAILING), _LEAD_WORDS.get(words, "")
    yield text, ""
    wanted = ""
    rest = text
    while (step := _without_lead(rest)) is not None:
        rest, key = step
        wanted = key or wanted
        if rest:
            yield rest, wanted


def _without_lead(text: str) -> tuple[str, str] | None:
    words = text.split()
    table = _LEAD_WORDS if has_diacritic(text) else _BARE_LEADS
    folded = fold if has_diacritic(text) else bare
    for length in range(min(len(words) - 1, _MOST_LEAD), 0, -1):
        key = table.get(folded(" ".join(words[:length])))
        if key is not None:
            return " ".join(words[length:]).strip(_TRAILING), key
    return None


_LEAD_WORDS = {fold(lead): key for lead, key in _LEADS.items()}
_BARE_LEADS = {bare(lead): key for lead, key in _LEADS.items()}


def looks_like_section(text: str) -> bool:
    """Whether a text reads like a heading: numbered A or I, in capitals, or begun by a word such as `Khối`."""
    number, rest = split_number(text)
    if number.style in ("A", "I"):
        return True
    return len(rest) <= _LONGEST and (rest.isupper() or _SECTION_WORDS.match(bare(rest)) is not None)


class SectionTrail:
    """The sections that the next row lies in, outermost first."""

    def __init__(self, prefix: str = "") -> None:
        self.sections: list[Section] = []
        self.given: dict[str, GivenCell] = {}
        self.prefix = prefix
        self._base = prefix

    def enter(self, section: Section) -> list[Section]:
        """Begin a section; return those that end by it."""
        depth = self._depth(section)
        ended = self.sections[depth:]
        self.sections = [*self.sections[:depth], section]
        self._settle()
        return ended

    def carried(self) -> list[Section]:
        """Return the sections that hold for another list as well; what was guessed, or gives nothing, is its title."""
        return [section for section in self.sections if not section.guessed and (section.key or section.number.label)]

    def leave_all(self) -> list[Section]:
        """End all sections; return them."""
        ended, self.sections = self.sections, []
        self._settle()
        return ended

    def mended(self, number: LineNumber) -> LineNumber:
        """Read I after H, and V after U, as letters."""
        before = next((section.number for section in self.sections if section.number.style == "A"), NO_NUMBER)
        roman = any(section.number.style == "I" for section in self.sections)
        return (
            LineNumber(number.label, "A") if not roman and number.style == "I" and follows(number, before) else number
        )

    def expects(self, number: LineNumber) -> bool:
        """Whether a number is the next one of an open section."""
        return any(follows(number, section.number) for section in self.sections)

    def _depth(self, section: Section) -> int:
        """Return how many of the sections stay open. A style met again closes down to it; a new one nests."""
        style = section.number.style
        for depth, open_section in enumerate(self.sections):
            if open_section.number.style == style and (style or open_section.key == section.key):
                return depth
        if not style or is_first(section.number):
            return len(self.sections)
        ranks = (_ORDER.index(open_section.number.style) for open_section in self.sections)
        lower = (depth for depth, rank in enumerate(ranks) if rank > _ORDER.index(style))
        return next(lower, len(self.sections))

    def _settle(self) -> None:
        self.given = {section.key: section.given for section in self.sections if section.key and section.given}
        units = [section.given for section in self.sections if section.key == "unit" and section.given]
        if len(units) > 1:
            self.given[WITHIN] = units[-2]
        labels = [section.number.label or section.name for section in self.sections]
        self.prefix = ".".join(label for label in labels if label) + "." if any(labels) else self._base
