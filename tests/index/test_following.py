"""An index that follows the files step by step holds what one built anew holds."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from danvan_cli.index import database
from danvan_cli.index.comparing import Scope
from tests.helpers.data_folder import OFFICE, UNITS, DataFolder, yaml_of
from tests.helpers.index_contents import Contents, look
from tests.helpers.laws import costly_cases

SECOND = 1_000_000_000
TICK = 2 * SECOND  # how finely FAT keeps a file's time

_MODEL = {"title": "Tổ dân vận", "unit": "xa-a", "kind": "tap-the"}
_BROKEN = ["", "title: [", "title: A\ncount: 1.240\n"]
CONTENTS = {
    "models": [
        *_BROKEN,
        yaml_of(_MODEL),
        yaml_of({**_MODEL, "unit": "xa-b"}),  # as long as the one before
        yaml_of({**_MODEL, "continues": "a", "tags": ["điểm", "xanh"]}),
        yaml_of({**_MODEL, "continues": "b", "count": 3, "registered_on": "2020-06"}),
        yaml_of({**_MODEL, "from_year": 2019, "count": 1240, "level": "huyen"}),
    ],
    "evaluations": [
        *_BROKEN,
        yaml_of({"recognized": True, "rating": "tot"}),
        yaml_of({"recognized": True, "rating": "kha"}),
        yaml_of({"rating": "tot", "results": {"tien": 5, "ho-huong-loi": 3.5}, "tags": ["xanh"]}),
        yaml_of({"surveyed_on": "2020", "recognized": True, "revoked_on": "2021", "scores": {"c1": 9}}),
    ],
    "awards": [*_BROKEN, yaml_of({"kind": "ca-nhan", "recipient": "Lê Hòa"}), yaml_of({"kind": "tap-the", "count": 4})],
    "figures": [*_BROKEN, "claims:\n- {measure: awards, value: 3}\n"],
    "danvan.yaml": ["", OFFICE, OFFICE + "vocabulary: {level: [{id: xa, label: Xã}]}\n"],
    "units.yaml": ["- [", UNITS, UNITS.replace("parent: huyen-x", ""), UNITS + "- {id: xa-c, name: C, level: xa}\n"],
}
PATHS = [
    *(f"models/{year}/{name}.yaml" for year in (2019, 2020, 2021) for name in ("a", "b")),
    "models/2020/c (1).yaml",
    *(f"evaluations/{year}/{name}.{level}.yaml" for year in (2019, 2021) for name in "ab" for level in ("xa", "huyen")),
    "evaluations/2020/lost.xa.yaml",
    "awards/2020/k.yaml",
    "figures/2020/f.yaml",
    "danvan.yaml",
    "units.yaml",
]
_MODELS, _EVALUATED = ("model",), ("model", "evaluation")
SCOPES = [
    None,
    Scope(_MODELS, 2020, 2020, (2020, 2020)),
    Scope(_MODELS, 2019, 2020, (0, 2020)),
    Scope(_EVALUATED, 2019, 2019, (2019, 2019)),
    Scope(_EVALUATED, 2021, 2021, (2021, 2021)),
    Scope(_EVALUATED, 2019, 2021, (0, 2021)),
    Scope(("award",), 2020, 2020, (2020, 2020)),
]
_MEASURED = {
    _MODELS: {"registered"},
    _EVALUATED: {"surveyed", "rated", "recognized", "outstanding", "results"},
    ("award",): {"awards"},
}


class Step(NamedTuple):
    """Something that happens to a folder; `choice` picks what is written, `other` where a file goes."""

    does: str
    path: str = ""
    choice: int = 0
    other: str = ""
    scope: Scope | None = None


class World:
    """A folder on a disk whose clock stands still until time passes."""

    def __init__(self, place: Path) -> None:
        self.root, self.cache, self._place = place / "data", place / "cache", place
        self.now = 1_700_000_001 * SECOND
        self._fresh = 0
        for path in ("danvan.yaml", "units.yaml"):
            self.write(path, CONTENTS[path][1])

    def take(self, step: Step) -> None:
        does: dict[str, Callable[[], None]] = {
            "write": lambda: self.write(step.path, self._content(step)),
            "replace": lambda: self._replace(step),
            "remove": lambda: (self.root / step.path).unlink(missing_ok=True),
            "touch": lambda: self._stamp(self.root / step.path),
            "rename": lambda: self._rename(step),
            "wait": lambda: self.wait(step.choice),
            "look": lambda: self.compare(step.scope),
        }
        does[step.does]()

    def wait(self, tenths: int) -> None:
        self.now += tenths * SECOND // 10

    def write(self, path: str, content: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
        self._stamp(file)

    def _content(self, step: Step) -> str:
        among = CONTENTS[step.path.partition("/")[0]]
        return among[step.choice % len(among)]

    def _replace(self, step: Step) -> None:
        """As careful editors save: a new file takes the place of the old one."""
        self.write(f"{step.path}.new", self._content(step))
        (self.root / f"{step.path}.new").rename(self.root / step.path)

    def _rename(self, step: Step) -> None:
        file, other = self.root / step.path, self.root / step.other
        if file.exists() and step.path.partition("/")[0] == step.other.partition("/")[0]:
            other.parent.mkdir(parents=True, exist_ok=True)
            file.rename(other)

    def _stamp(self, file: Path) -> None:
        if file.exists():
            time = self.now // TICK * TICK
            os.utime(file, ns=(time, time))

    def compare(self, scope: Scope | None) -> None:
        followed, anew = look(self.root, self.cache, self.now, scope), self._look_anew(scope)
        if scope is None:
            assert followed == anew
        else:
            assert _in_scope(followed, scope) == _in_scope(anew, scope)

    def _look_anew(self, scope: Scope | None) -> Contents:
        self._fresh += 1
        return look(self.root, self._place / f"anew-{self._fresh}", self.now, scope)


def _in_scope(found: Contents, scope: Scope) -> list[tuple[object, ...]]:
    """Keep the facts that a question of the scope counts; lineages are known only where they were asked for."""
    columns = slice(2, None) if scope.models[0] == 0 else slice(6, None)
    return sorted(
        (fact[0], fact[1], *map(str, fact[columns]))
        for fact in found["fact"].elements()
        if fact[0] in _MEASURED[scope.kinds] and scope.first <= fact[1] <= scope.last
    )


_ANY_PATH = st.sampled_from(PATHS)
_ANY_CHOICE = st.integers(0, 7)
STEPS = st.one_of(
    st.builds(Step, st.sampled_from(["write", "replace", "write"]), _ANY_PATH, _ANY_CHOICE),
    st.builds(Step, st.just("write"), st.sampled_from(PATHS[:11]), st.integers(3, 7)),
    st.builds(Step, st.sampled_from(["remove", "touch"]), _ANY_PATH),
    st.builds(Step, st.just("rename"), _ANY_PATH, st.just(0), _ANY_PATH),
    st.builds(Step, st.just("wait"), choice=st.sampled_from([1, 4, 20, 50])),
    st.builds(Step, st.just("look"), scope=st.sampled_from(SCOPES)),
)


@costly_cases(8)
@given(steps=st.lists(STEPS, min_size=12, max_size=30))
def test_an_index_that_followed_all_edits_holds_what_one_built_anew_holds(steps: list[Step]) -> None:
    with TemporaryDirectory() as place:
        world = World(Path(place))
        for step in steps:
            note(repr(step))
            world.take(step)
        world.compare(None)
        world.wait(100)
        world.compare(None)


def _follow(place: Path, *steps: Step) -> None:
    world = World(place)
    for step in (*steps, Step("look")):
        world.take(step)


def test_a_change_of_the_same_length_in_the_same_moment_is_seen(tmp_path: Path) -> None:
    path = "models/2020/a.yaml"
    write, again = Step("write", path, 3), Step("write", path, 4)
    assert len(CONTENTS["models"][3]) == len(CONTENTS["models"][4])
    _follow(tmp_path, write, Step("look"), Step("wait", choice=4), again, Step("wait", choice=50))


def test_an_evaluation_of_another_year_follows_its_model(tmp_path: Path) -> None:
    """Neither year is marked by the other's folder: the model is later, and its id stands in two years."""
    later, evaluation = Step("write", "models/2021/a.yaml", 3), Step("write", "evaluations/2019/a.xa.yaml", 3)
    wait, look_again = Step("wait", choice=50), Step("look")
    earlier, other = Step("write", "models/2020/a.yaml", 4), Step("write", "models/2021/a.yaml", 5)
    _follow(tmp_path, later, evaluation, wait, look_again, earlier, wait, look_again, other, wait)


def test_a_cold_and_a_warm_index_say_the_same(data: DataFolder) -> None:
    data.model("2020/a", count=3)
    data.evaluation("2020/a.xa", recognized=True)
    typed = ("tally", "recognized", "--by", "level,unit", "--where", "unit=huyen-x", "--format", "json")
    cold, warm = data.ask(*typed), data.ask(*typed)
    assert cold == warm
    assert cold.json["total"] == 3


def test_who_writes_opens_the_index_once(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    data.model("2020/2020-a")
    assert data.ask("check").code == 0
    opened = list[str]()
    connect = database._connect

    def open_noted(name: str) -> sqlite3.Connection:
        opened.append(name)
        return connect(name)

    monkeypatch.setattr(database, "_connect", open_noted)
    said = data.ask("register", "--year", "2020", "--unit", "xa-b", "--kind", "tap-the", "--title", "Chợ xanh")
    assert said.code == 0, said.err
    assert len(opened) == 1
