"""What can be counted, and by what (docs/design.md, Counting)."""

from typing import Literal, NamedTuple

from danvan_cli.domain import record_types
from danvan_cli.text.mark import N_
from danvan_cli.text.slug import slug

Basis = Literal["yearly", "each", "distinct"]
BASES: tuple[Basis, ...] = ("yearly", "each", "distinct")


class Dimension(NamedTuple):
    """Something to group and filter by. `choices` is its vocabulary list; `names` are its Vietnamese names.

    A `span` is a part of the year in which the day of a thing lies.
    """

    name: str
    label: str
    names: tuple[str, ...]
    type: Literal["list", "unit", "text", "tag", "year", "span"] = "list"
    choices: str = ""


class Measure(NamedTuple):
    """Something to count. `facts` are the rows it counts, `kinds` the types of records that these come from.

    `has_days`: each thing is there from a day of its own on; `keeps_undated`: what states no day is there, too.
    `own_choices` is the list of the office from which its `form` comes, where that is not the one of awards.
    `shown` is what a list of it shows to people: keys of the records, as an annex has them.
    """

    name: str
    label: str
    names: tuple[str, ...]
    says: str
    dimensions: tuple[str, ...]
    facts: str
    kinds: tuple[str, ...]
    bases: tuple[Basis, ...] = ()
    has_days: bool = False
    keeps_undated: bool = False
    own_choices: str = ""
    shown: tuple[str, ...] = ("title", "unit")

    def dimension(self, name: str) -> Dimension:
        """Return a dimension as it is of this measure: forms of activities are not those of awards."""
        dimension = DIMENSIONS[name]
        return dimension._replace(choices=self.own_choices) if name == "form" and self.own_choices else dimension

    @property
    def is_of_evaluations(self) -> bool:
        """Whether it counts what evaluations say, so that a model may be said of at several levels."""
        return record_types.EVALUATIONS.name in self.kinds

    @property
    def adds_unlike_things(self) -> bool:
        """Whether its facts are amounts of several indicators, which are never added up, in hundredths."""
        return "indicator" in self.dimensions


_DIMENSIONS = (
    Dimension("year", N_("Year"), ("nam",), "year"),
    Dimension("unit", N_("Unit"), ("don-vi",), "unit"),
    Dimension("kind", N_("Kind"), ("loai", "doi-tuong"), choices="kind"),
    Dimension("tag", N_("Tag"), ("nhan", "the"), "tag"),
    Dimension("level", N_("Level"), ("cap",), choices="level"),
    Dimension("field", N_("Field"), ("linh-vuc",), choices="field"),
    Dimension("movement", N_("Movement"), ("phong-trao",), choices="movement"),
    Dimension("origin", N_("Origin"), ("nguon-goc",), choices="origin"),
    Dimension("rating", N_("Rating"), ("xep-loai",), choices="rating"),
    Dimension("decision", N_("Decision"), ("quyet-dinh",), "text"),
    Dimension("form", N_("Form"), ("hinh-thuc",), choices="form"),
    Dimension("authority", N_("Authority"), ("co-quan",), "unit"),
    Dimension("purpose", N_("Purpose"), ("noi-dung-khen", "muc-dich"), choices="purpose"),
    Dimension("status", N_("Status"), ("trang-thai",), choices="status"),
    Dimension("indicator", N_("Indicator"), ("chi-tieu",), choices="indicator"),
    Dimension("month", N_("Month"), ("thang",), "span"),
    Dimension("quarter", N_("Quarter"), ("quy",), "span"),
)
DIMENSIONS: dict[str, Dimension] = {dimension.name: dimension for dimension in _DIMENSIONS}
DIMENSION_NAMES = {dimension.name: dimension.names[0] for dimension in _DIMENSIONS}

_ALL = ("year", "unit", "kind", "tag")
_OF_MODELS = (*_ALL, "level", "field", "movement", "origin")
_OF_EVALUATIONS = (*_OF_MODELS, "rating", "decision")
_OF_AWARDS = (*_ALL, "level", "form", "authority", "purpose", "status", "decision")
_OF_ACTIVITIES = ("year", "unit", "tag", "form")
_SPANS = ("month", "quarter")
_MODELS = (record_types.MODELS.name,)
_EVALUATED = (record_types.MODELS.name, record_types.EVALUATIONS.name)
_AWARDS = (record_types.AWARDS.name,)
_ACTIVITIES = (record_types.ACTIVITIES.name,)

_MODEL_SHOWN = ("title", "unit", "kind", "person")
_AWARD_SHOWN = ("recipient", "position", "unit", "form", "authority")
_ACTIVITY_SHOWN = ("title", "form", "unit", "held_on")

REGISTERED = Measure(
    "registered", N_("Registered"), ("dang-ky",), N_("Models registered for the year."),
    (*_OF_MODELS, *_SPANS), "registered", _MODELS, BASES, has_days=True, keeps_undated=True,
    shown=(*_MODEL_SHOWN, "field", "origin", "registered_on"),
)  # fmt: skip
ACTIVE = Measure(
    "active", N_("Active"), ("dang-hoat-dong",), N_("Models that had not ended by the period's last day."),
    (*_OF_MODELS, *_SPANS), "registered", _MODELS, has_days=True, keeps_undated=True,
    shown=(*_MODEL_SHOWN, "field", "origin", "registered_on"),
)  # fmt: skip
SURVEYED = Measure(
    "surveyed", N_("Surveyed"), ("khao-sat",), N_("Models that were surveyed."),
    (*_OF_EVALUATIONS, *_SPANS), "surveyed", _EVALUATED, BASES, has_days=True,
    shown=(*_MODEL_SHOWN, "level", "surveyed_on"),
)  # fmt: skip
RATED = Measure(
    "rated", N_("Rated"), ("xep-loai",), N_("Models that were rated, whatever the rating."),
    (*_OF_EVALUATIONS, *_SPANS), "rated", _EVALUATED, BASES, has_days=True,
    shown=(*_MODEL_SHOWN, "level", "rating", "rated_on"),
)  # fmt: skip
EFFECTIVE = Measure(
    "effective", N_("Effective"), ("hieu-qua",), N_("Models whose rating counts as effective."),
    (*_OF_EVALUATIONS, *_SPANS), "rated", _EVALUATED, BASES, has_days=True,
    shown=(*_MODEL_SHOWN, "level", "rating", "rated_on"),
)  # fmt: skip
NOMINATED = Measure(
    "nominated", N_("Put forward"), ("de-nghi-cong-nhan",),
    N_("Models put forward for recognition, whatever became of it."),
    (*_OF_EVALUATIONS, *_SPANS), "nominated", _EVALUATED, BASES, has_days=True,
    shown=(*_MODEL_SHOWN, "level", "proposal", "proposed_on"),
)  # fmt: skip
RECOGNIZED = Measure(
    "recognized", N_("Recognized"), ("cong-nhan",), N_("Models recognized, revoked ones left out."),
    (*_OF_EVALUATIONS, *_SPANS), "recognized", _EVALUATED, BASES, has_days=True,
    shown=(*_MODEL_SHOWN, "level", "rating", "decision", "decided_on"),
)  # fmt: skip
OUTSTANDING = Measure(
    "outstanding", N_("Outstanding"), ("tieu-bieu",),
    N_("Models recognized as outstanding, revoked ones left out."),
    (*_OF_EVALUATIONS, *_SPANS), "outstanding", _EVALUATED, BASES, has_days=True,
    shown=(*_MODEL_SHOWN, "level", "rating", "decision", "decided_on"),
)  # fmt: skip
RESULTS = Measure(
    "results", N_("Results"), ("ket-qua",), N_("What the models brought about, as their evaluations state it."),
    (*_OF_EVALUATIONS, "indicator"), "results", _EVALUATED, ("yearly", "each"),
    shown=(*_MODEL_SHOWN, "level"),
)  # fmt: skip
AWARDS = Measure(
    "awards", N_("Awards"), ("khen-thuong", "luot-khen"), N_("Awards given, revoked ones left out."),
    (*_OF_AWARDS, *_SPANS), "awards", _AWARDS, has_days=True,
    shown=(*_AWARD_SHOWN, "decision", "decided_on", "status", "kind"),
)  # fmt: skip
PROPOSED = Measure(
    "proposed", N_("Proposed"), ("de-nghi",), N_("Awards that were proposed, whatever became of them."),
    (*_OF_AWARDS, *_SPANS), "proposed", _AWARDS, has_days=True,
    shown=(*_AWARD_SHOWN, "proposal", "proposed_on", "status", "kind"),
)  # fmt: skip
RECIPIENTS = Measure(
    "recipients", N_("Recipients"), ("duoc-khen", "nguoi-nhan"), N_("Different recipients of awards."),
    (*_OF_AWARDS, *_SPANS), "awards", _AWARDS, has_days=True,
    shown=(*_AWARD_SHOWN, "decision", "decided_on", "status", "kind"),
)  # fmt: skip
UNITS = Measure(
    "units", N_("Units"), ("don-vi",), N_("Units that have a registered model."),
    (*_OF_MODELS, *_SPANS), "registered", _MODELS, has_days=True, keeps_undated=True,
    shown=("name", "level", "parent"),
)  # fmt: skip
ACTIVITIES = Measure(
    "activities", N_("Activities"), ("hoat-dong",), N_("Activities held, or begun, in the period."),
    (*_OF_ACTIVITIES, *_SPANS), "activities", _ACTIVITIES, has_days=True, own_choices="activity",
    shown=(*_ACTIVITY_SHOWN, "place", "participants"),
)  # fmt: skip
RUNNING = Measure(
    "running", N_("Running programmes"), ("dang-thuc-hien",),
    N_("Programmes that had begun, and not ended, by the period's last day."),
    _OF_ACTIVITIES, "activities", _ACTIVITIES, own_choices="activity",
    shown=(*_ACTIVITY_SHOWN, "until_year"),
)  # fmt: skip
PARTICIPANTS = Measure(
    "participants", N_("Turns of participants"), ("luot-nguoi",), N_("Turns of participants in activities, as stated."),
    (*_OF_ACTIVITIES, *_SPANS), "participants", _ACTIVITIES, has_days=True, own_choices="activity",
    shown=_ACTIVITY_SHOWN,
)  # fmt: skip
ACTIVITY_RESULTS = Measure(
    "activity_results", N_("Results of activities"), ("ket-qua-hoat-dong",),
    N_("What the activities brought about, as stated."),
    (*_OF_ACTIVITIES, "indicator"), "activity_results", _ACTIVITIES, own_choices="activity",
    shown=_ACTIVITY_SHOWN,
)  # fmt: skip
_MEASURES = (
    REGISTERED, ACTIVE, SURVEYED, RATED, EFFECTIVE, NOMINATED, RECOGNIZED, OUTSTANDING, RESULTS, AWARDS, PROPOSED,
    RECIPIENTS, UNITS, ACTIVITIES, RUNNING, PARTICIPANTS, ACTIVITY_RESULTS,
)  # fmt: skip
MEASURES: dict[str, Measure] = {measure.name: measure for measure in _MEASURES}

# Of these, the whole is not the sum of its parts: the same unit or recipient may stand in two of them.
NOT_ADDITIVE = (RECIPIENTS, UNITS)
# These rest on a decision.
DECIDED = (RECOGNIZED, OUTSTANDING, AWARDS, RECIPIENTS)

# What evaluations say follows one from the other, and all of it is said of registered models.
_STEPS = (REGISTERED, SURVEYED, RATED, EFFECTIVE, NOMINATED, RECOGNIZED, OUTSTANDING)


def wholes_of(measure: Measure) -> tuple[Measure, ...]:
    """Return the measures of which another can be a share: what they count holds what it counts."""
    if measure in _STEPS:
        earlier = _STEPS[: _STEPS.index(measure)]
        return (*earlier, ACTIVE) if earlier else ()
    return {ACTIVE: (REGISTERED,), AWARDS: (PROPOSED,)}.get(measure, ())


def find_measure(name: str) -> Measure | None:
    """Return a measure by its name, English or Vietnamese, however that is spelled; None where there is none."""
    name = name if name in MEASURES else slug(name)
    return MEASURES.get(name) or next((measure for measure in MEASURES.values() if name in measure.names), None)


def find_dimension(name: str) -> Dimension | None:
    """Return a dimension by its name, English or Vietnamese, however that is spelled; None where there is none."""
    name = name if name in DIMENSIONS else slug(name)
    return DIMENSIONS.get(name) or next((dimension for dimension in _DIMENSIONS if name in dimension.names), None)
