"""What can be counted, and by what (docs/design.md, Counting)."""

from typing import Literal, NamedTuple

from danvan_cli.domain import record_types
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

Basis = Literal["yearly", "each", "distinct"]
BASES: tuple[Basis, ...] = ("yearly", "each", "distinct")


class Dimension(NamedTuple):
    """Something to group and filter by. `choices` is its vocabulary list; `names` are its Vietnamese names."""

    name: str
    label: str
    names: tuple[str, ...]
    type: Literal["list", "unit", "text", "tag", "year"] = "list"
    choices: str = ""


class Measure(NamedTuple):
    """Something to count. `facts` are the rows it counts, `kinds` the records that these come from."""

    name: str
    label: str
    names: tuple[str, ...]
    says: str
    dimensions: tuple[str, ...]
    facts: str
    kinds: tuple[str, ...]
    bases: tuple[Basis, ...] = ()
    as_of: bool = False


_DIMENSIONS = (
    Dimension("year", N_("Year"), ("nam",), "year"),
    Dimension("unit", N_("Unit"), ("don-vi",), "unit"),
    Dimension("kind", N_("Kind"), ("loai", "doi-tuong"), choices="kind"),
    Dimension("tag", N_("Tag"), ("the", "nhan"), "tag"),
    Dimension("level", N_("Level"), ("cap",), choices="level"),
    Dimension("field", N_("Field"), ("linh-vuc",), choices="field"),
    Dimension("movement", N_("Movement"), ("phong-trao",), choices="movement"),
    Dimension("origin", N_("Origin"), ("nguon-goc",), choices="origin"),
    Dimension("rating", N_("Rating"), ("xep-loai",), choices="rating"),
    Dimension("decision", N_("Decision"), ("quyet-dinh",), "text"),
    Dimension("form", N_("Form"), ("hinh-thuc",), choices="form"),
    Dimension("authority", N_("Authority"), ("co-quan",), "unit"),
    Dimension("purpose", N_("Purpose"), ("muc-dich",), choices="purpose"),
    Dimension("status", N_("Status"), ("trang-thai",), choices="status"),
    Dimension("indicator", N_("Indicator"), ("chi-tieu",), choices="indicator"),
)
DIMENSIONS: dict[str, Dimension] = {dimension.name: dimension for dimension in _DIMENSIONS}

_ALL = ("year", "unit", "kind", "tag")
_OF_MODELS = (*_ALL, "level", "field", "movement", "origin")
_OF_EVALUATIONS = (*_OF_MODELS, "rating", "decision")
_OF_AWARDS = (*_ALL, "level", "form", "authority", "purpose", "status", "decision")
_MODELS = (record_types.MODELS.name,)
_EVALUATED = (record_types.MODELS.name, record_types.EVALUATIONS.name)
_AWARDS = (record_types.AWARDS.name,)

REGISTERED = Measure(
    "registered", N_("Registered"), ("dang-ky",), N_("Models registered for the year."),
    _OF_MODELS, "registered", _MODELS, BASES, as_of=True,
)  # fmt: skip
ACTIVE = Measure(
    "active", N_("Active"), ("dang-hoat-dong",), N_("Models that had not ended by the period's last day."),
    _OF_MODELS, "registered", _MODELS, as_of=True,
)  # fmt: skip
SURVEYED = Measure(
    "surveyed", N_("Surveyed"), ("khao-sat",), N_("Models that were surveyed."),
    _OF_EVALUATIONS, "surveyed", _EVALUATED, BASES,
)  # fmt: skip
RATED = Measure(
    "rated", N_("Rated"), ("xep-loai",), N_("Models that were rated, whatever the rating."),
    _OF_EVALUATIONS, "rated", _EVALUATED, BASES,
)  # fmt: skip
EFFECTIVE = Measure(
    "effective", N_("Effective"), ("hieu-qua",), N_("Models whose rating counts as effective."),
    _OF_EVALUATIONS, "rated", _EVALUATED, BASES,
)  # fmt: skip
RECOGNIZED = Measure(
    "recognized", N_("Recognized"), ("cong-nhan",), N_("Models recognized, revoked ones left out."),
    _OF_EVALUATIONS, "recognized", _EVALUATED, BASES,
)  # fmt: skip
OUTSTANDING = Measure(
    "outstanding", N_("Outstanding"), ("tieu-bieu",),
    N_("Models recognized as outstanding, revoked ones left out."),
    _OF_EVALUATIONS, "outstanding", _EVALUATED, BASES,
)  # fmt: skip
RESULTS = Measure(
    "results", N_("Results"), ("ket-qua",), N_("What the models brought about, as their evaluations state it."),
    (*_OF_EVALUATIONS, "indicator"), "results", _EVALUATED, ("yearly", "each"),
)  # fmt: skip
AWARDS = Measure(
    "awards", N_("Awards"), ("khen-thuong", "luot-khen"), N_("Awards given, revoked ones left out."),
    _OF_AWARDS, "awards", _AWARDS,
)  # fmt: skip
PROPOSED = Measure(
    "proposed", N_("Proposed"), ("de-nghi",), N_("Awards that were proposed, whatever became of them."),
    _OF_AWARDS, "awards", _AWARDS,
)  # fmt: skip
RECIPIENTS = Measure(
    "recipients", N_("Recipients"), ("nguoi-nhan", "duoc-khen"), N_("Different recipients of awards."),
    _OF_AWARDS, "awards", _AWARDS,
)  # fmt: skip
UNITS = Measure(
    "units", N_("Units"), ("don-vi",), N_("Units that have a registered model."),
    _OF_MODELS, "registered", _MODELS, as_of=True,
)  # fmt: skip
_MEASURES = (
    REGISTERED, ACTIVE, SURVEYED, RATED, EFFECTIVE, RECOGNIZED, OUTSTANDING, RESULTS, AWARDS, PROPOSED,
    RECIPIENTS, UNITS,
)  # fmt: skip
MEASURES: dict[str, Measure] = {measure.name: measure for measure in _MEASURES}

# Of these, the whole is not the sum of its parts: the same unit or recipient may stand in two of them.
NOT_ADDITIVE = (RECIPIENTS, UNITS)


def find_measure(name: str) -> Measure | None:
    """Return a measure by its name, English or Vietnamese, however that is spelled; None where there is none."""
    name = name if name in MEASURES else slug(name)
    return MEASURES.get(name) or next((measure for measure in MEASURES.values() if name in measure.names), None)


def find_dimension(name: str) -> Dimension | None:
    """Return a dimension by its name, English or Vietnamese, however that is spelled; None where there is none."""
    name = name if name in DIMENSIONS else slug(name)
    return DIMENSIONS.get(name) or next((dimension for dimension in _DIMENSIONS if name in dimension.names), None)
