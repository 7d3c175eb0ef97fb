"""Which model a row means: by its whole title or its id, by the row's unit and year, step by step."""

import sqlite3
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_cli.domain.errors import RequestError
from danvan_cli.importing.model_names import SEVERAL_OF_TITLE, ModelName, ModelTitles, Naming
from danvan_cli.index.current_lists import Lists, Unit
from danvan_cli.recording.record_lookup import RecordLookup
from danvan_cli.text.fold import bare, fold, has_diacritic
from tests.helpers.clerk import Clerk
from tests.importing.sent_lists import Sender

AWARDED = ("STT", "Tập thể được khen", "Tên mô hình", "Đơn vị", "Hình thức khen thưởng", "Loại")
PARENTS = {"thi-xa": "", "phuong-1": "thi-xa", "khu-pho-1": "phuong-1", "phuong-2": "thi-xa"}
_UNITS = st.sampled_from(list(PARENTS))
_YEARS = st.integers(2020, 2023)
_TITLES = st.sampled_from(["Ngõ sạch", "NGÕ SẠCH!", "Ngo sach", "Ngõ sách"])

_Steps = list[tuple[list[int], Callable[[str], bool]]]  # years, and which units


class _Model(NamedTuple):
    year: int
    unit: str
    title: str
    continues: str | None = None


@st.composite
def _models(draw: st.DrawFn) -> dict[str, _Model]:
    models: dict[str, _Model] = {}
    drawn = sorted(draw(st.lists(st.tuples(_YEARS, _UNITS, _TITLES), max_size=7)))
    for number, (year, unit, title) in enumerate(drawn):
        earlier = [name for name, model in models.items() if model.year < year]
        continues = draw(st.sampled_from([None, "2010-x", *earlier]))
        models[f"{year}-{number}"] = _Model(year, unit, title, continues)
    return models


_NAMES = st.builds(
    ModelName,
    _TITLES,
    st.sampled_from(Naming),
    _YEARS,
    st.one_of(st.just(""), _UNITS),
    st.one_of(st.none(), _YEARS),
)


def _above(unit: str) -> list[str]:
    return [unit, *_above(PARENTS[unit])] if unit else []


def _root(models: dict[str, _Model], name: str) -> str:
    while name in models and models[name].continues:
        name = str(models[name].continues)
    return name


def _expected(models: dict[str, _Model], name: ModelName) -> str:
    """Go through the steps as the design tells them; "" where there is none, "?" where there are several."""
    key_of = fold if has_diacritic(name.text) else bare
    titled = {key: model for key, model in models.items() if key_of(model.title) == key_of(name.text)}
    first = name.from_year or (name.year - 1 if name.naming is Naming.BELONGS else 0)
    now, before, earlier = [name.year], [name.year - 1], list(range(first, name.year))

    def own(unit: str) -> bool:
        return not name.unit or name.unit in _above(unit)

    def higher(unit: str) -> bool:
        return not name.unit or unit in _above(name.unit)

    carried: _Steps = [(before, own), (earlier, own)]
    steps: dict[Naming, _Steps] = {
        Naming.EVALUATED: [(now, own)],
        Naming.BELONGS: [(now, own), (now, higher), (earlier, own), (earlier, higher)],
        Naming.CARRIED_ON: carried,
        Naming.REVIEWED: carried,
        Naming.COPIED: [*carried, (earlier, bool)],
    }
    for among, in_scope in steps[name.naming]:
        step = {key: model for key, model in titled.items() if model.year in among and in_scope(model.unit)}
        step = {key: model for key, model in step.items() if fold(model.title) == fold(name.text)} or step
        if step:
            last = max(model.year for model in step.values())
            latest = [key for key, model in step.items() if model.year == last]
            is_lineage = len({_root(models, key) for key in step}) == 1
            return next(iter(step)) if len(step) == 1 else latest[0] if is_lineage and len(latest) == 1 else "?"
    return ""


def _titles(models: dict[str, _Model]) -> ModelTitles:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE model (id, year, unit, title, title_key, continues)")
    recorded = [(key, model) for number, (key, model) in enumerate(models.items()) if number % 2]
    rows = [(key, model.year, model.unit, model.title, fold(model.title), model.continues) for key, model in recorded]
    db.executemany("INSERT INTO model VALUES (?, ?, ?, ?, ?, ?)", rows)
    lookup = SimpleNamespace(
        db=db,
        look_at_models=lambda _year: [],
        paths_of=lambda _type, name: [("", model.year) for key, model in recorded if key == name],
        removed=lambda *_: None,
        source=SimpleNamespace(
            folders=lambda: [SimpleNamespace(kind="model", year=year) for year in range(2020, 2024)]
        ),
    )
    lists = Lists(db)
    lists.__dict__["units"] = {
        unit: Unit(unit, unit, "xa", parent or None, (), None, None, unit) for unit, parent in PARENTS.items()
    }
    titles = ModelTitles(cast("RecordLookup", lookup), lists)
    for number, (key, model) in enumerate(models.items()):
        if not number % 2:
            titles.plan(model.year, key, {k: v for k, v in model._asdict().items() if v is not None})
    return titles


@given(_models(), _NAMES)
def test_the_first_step_with_candidates_decides(models: dict[str, _Model], name: ModelName) -> None:
    expected = _expected(models, name)
    titles = _titles(models)
    if expected in ("", "?"):
        with pytest.raises(RequestError) as refused:
            titles.find(name)
        assert (refused.value.message is SEVERAL_OF_TITLE) == (expected == "?")
    else:
        assert titles.find(name) == expected


@given(_models(), st.sampled_from(Naming))
def test_an_id_names_its_model_wherever_it_is(models: dict[str, _Model], naming: Naming) -> None:
    titles = _titles(models)
    for name in models:
        assert titles.find(ModelName(name, naming, 2024, "phuong-2")) == name


@pytest.fixture
def sender(clerk: Clerk) -> Sender:
    return Sender(clerk)


def _award(sender: Sender, model: str, unit: str) -> str:
    """Import one award; return its model, or what was said."""
    file = sender.writes(("1", "Tổ 3", model, unit, "Giấy khen", "TT"), name="kt.csv", headings=AWARDED)
    said = sender.sends(file)
    awards = sender.stated("awards/2024").values()
    return str(next(iter(awards)).get("model")) if said.code == 0 else said.err


def test_a_part_of_another_units_title_is_proposed_not_linked(sender: Sender) -> None:
    sender.clerk.model("2024/ben-do", title="Tổ tự quản bến đò", unit="xa-b")
    before = sender.clerk.files()
    said = _award(sender, "bến", "Xã An Hòa")
    assert "C2: " in said
    assert "Tổ tự quản bến đò – Xã Bình Hoà, 2024 (ben-do)" in said
    assert "“Tổ tự quản bến đò”" in _award(sender, "Tổ tự quản bến đò", "Xã An Hòa")
    assert sender.clerk.files() == before
    assert _award(sender, "ben-do", "Xã An Hòa") == "ben-do"


def test_the_rows_unit_and_year_decide_between_equal_titles(sender: Sender) -> None:
    sender.clerk.model("2024/a", title="Ngõ sạch", unit="xa-a")
    sender.clerk.model("2024/b", title="Ngõ sạch", unit="xa-b")
    sender.clerk.model("2023/a3", title="Ngõ sạch", unit="xa-a")
    assert _award(sender, "ngõ  sạch.", "Xã An Hòa") == "a"


def test_without_a_unit_equal_titles_of_two_units_are_a_fault(sender: Sender) -> None:
    sender.clerk.model("2024/a", title="Ngõ sạch", unit="xa-a")
    sender.clerk.model("2024/b", title="Ngõ sạch", unit="xa-b")
    said = _award(sender, "Ngõ sạch", "")
    assert "Ngõ sạch – Xã An Hòa, Huyện Xuân Lộc, 2024 (a); Ngõ sạch – Xã Bình Hoà, 2024 (b)" in said


@pytest.mark.parametrize(("from_year", "model"), [("", None), ("2021", "m2")])
def test_earlier_years_go_back_as_far_as_the_award_does(sender: Sender, from_year: str, model: str | None) -> None:
    sender.clerk.model("2021/m1", title="Ngõ sạch", unit="xa-a")
    sender.clerk.model("2022/m2", title="Ngõ sạch", unit="xa-a", continues="m1")
    file = sender.writes(
        ("Tổ 3", "Ngõ sạch", "Xã An Hòa", "Giấy khen", "TT", from_year),
        headings=("Tập thể được khen", "Tên mô hình", "Đơn vị", "Hình thức khen thưởng", "Loại", "Từ năm"),
    )
    said = sender.sends(file)
    assert [record.get("model") for record in sender.stated("awards/2024").values()] == ([model] if model else [])
    assert (said.code == 0) == bool(model), said.err


def test_a_model_of_the_same_import_can_be_named(sender: Sender) -> None:
    models = sender.writes(("1", "Đường hoa", "Xã An Hòa", "TT", "", ""))
    awards = sender.writes(("1", "Tổ 3", "Đường hoa", "Xã An Hòa", "Giấy khen", "TT"), name="kt.csv", headings=AWARDED)
    said = sender.clerk.ask("import", str(models), str(awards), "--year", "2024")
    assert said.code == 0, said.err
    assert next(iter(sender.stated("awards/2024").values()))["model"] == "2024-xa-a-duong-hoa"


def test_a_title_carried_on_is_one_of_the_units_earlier_years(sender: Sender) -> None:
    sender.clerk.model("2022/a2", title="Đường hoa", unit="xa-a")
    sender.clerk.model("2023/a3", title="Đường hoa", unit="xa-a", continues="a2")
    sender.clerk.model("2023/b3", title="Đường hoa", unit="xa-b")
    headings = ("Tên mô hình", "Đơn vị", "TT/CN", "Tiếp tục từ")
    row = ("Đường hoa nông thôn", "Xã An Hòa", "TT")
    said = sender.sends(sender.writes((*row, "Đường"), headings=headings), "--map", "Tiếp tục từ=continues")
    assert said.code == 1
    said = sender.sends(sender.writes((*row, "Đường hoa"), headings=headings), "--map", "Tiếp tục từ=continues")
    assert said.code == 0, said.err
    assert sender.stated()["2024-xa-a-duong-hoa-nong-thon"]["continues"] == "a3"


def test_a_review_names_its_models_whole(sender: Sender) -> None:
    sender.clerk.model("2024/a", title="Đường hoa", unit="xa-a")
    sender.clerk.model("2024/b", title="Đường hoa", unit="xa-b")
    headings = ("Tên mô hình", "Đơn vị", "Kết quả rà soát")
    assert sender.sends(sender.writes(("Đường", "Xã An Hòa", "Duy trì"), headings=headings), "--year", "2025").code == 1
    said = sender.sends(sender.writes(("Đường hoa", "Xã An Hòa", "Duy trì"), headings=headings), "--year", "2025")
    assert said.code == 0, said.err
    assert [record["continues"] for record in sender.stated("models/2025").values()] == ["a"]


def test_an_evaluation_without_a_unit_names_its_model_whole(sender: Sender) -> None:
    sender.clerk.model("2024/a", title="Đường hoa", unit="xa-a")
    headings = ("Tên mô hình", "Cấp công nhận", "Xếp loại")
    assert sender.sends(sender.writes(("Đường", "xã", "Tốt"), headings=headings)).code == 1
    assert sender.sends(sender.writes(("Đường hoa", "xã", "Tốt"), headings=headings)).code == 0
    assert set(sender.records("evaluations/2024")) == {"a.xa"}


def test_what_is_typed_for_all_rows_may_be_a_part(sender: Sender) -> None:
    sender.clerk.model("2024/ben-do", title="Tổ tự quản bến đò", unit="xa-b")
    headings = ("Tập thể được khen", "Hình thức khen thưởng", "Loại")
    file = sender.writes(("Tổ 3", "Giấy khen", "TT"), headings=headings)
    said = sender.sends(file, "--default", "model=bến")
    assert said.code == 0, said.err
    assert next(iter(sender.stated("awards/2024").values()))["model"] == "ben-do"
