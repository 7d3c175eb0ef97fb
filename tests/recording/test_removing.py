"""What is removed goes out of all counts and stays on file, with the reason, as it was."""

from pathlib import Path

import pytest

from danvan_cli.index.comparing import Scope
from danvan_cli.recording.record_lookup import RecordLookup
from tests.helpers.data_folder import DataFolder

WHY = ("--reason", "nhập\nnhầm")


def _refused(data: DataFolder, code: int, *typed: str) -> str:
    before = data.state()
    said = data.ask(*typed)
    assert said.code == code
    assert {path: one for path, one in data.state().items() if path.endswith(".yaml")} == {
        path: one for path, one in before.items() if path.endswith(".yaml")
    }
    return said.err


def _put_away(data: DataFolder, path: str) -> Path:
    assert not (data.root / path).exists()
    return data.root / "removed" / path


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("models/2020/a.yaml", b"# g\ntitle: A # a\nunit: xa-a\nkind: tap-the\n"),
        ("models/2020/a.yaml", b"\xef\xbb\xbftitle: A\r\nunit: xa-a\r\nkind: tap-the\r\n"),
        ("awards/2020/a.yaml", b"{kind: ca-nhan, recipient: X}\n"),
        ("figures/2020/a.yaml", b"source: S\nclaims:\n- {measure: registered, value: 2}\n"),
    ],
)
def test_a_record_is_put_away_with_the_day_and_the_reason_and_can_be_put_back(
    path: str, content: bytes, data: DataFolder
) -> None:
    data.write(path, content)
    assert data.ask("remove", path, *WHY).code == 0
    kept = _put_away(data, path)
    head, reason, rest = kept.read_bytes().split(b"\n", 2)
    assert head.startswith(b"# removed: 20")
    assert (reason.decode(), rest) == ("# reason: nhập nhầm", content.removeprefix(b"\xef\xbb\xbf"))
    assert data.json("check")["problems"] == []
    kept.rename(data.root / path)
    assert data.ask("check").code == 0


def test_an_evaluation_is_removed_by_its_name(data: DataFolder) -> None:
    data.model("2020/a")
    data.evaluation("2020/a.xa", rating="tot")
    assert data.ask("remove", "a.xa", *WHY).code == 0
    assert _put_away(data, "evaluations/2020/a.xa.yaml").exists()
    assert (data.total("registered"), data.total("rated")) == (1, 0)


def test_what_others_refer_to_stays_and_they_are_named(data: DataFolder) -> None:
    data.model("2020/goc")
    data.model("2021/tiep", continues="goc", title="T")
    data.model("2020/chep", replicates="goc", title="C")
    data.evaluation("2020/goc.xa", rating="tot")
    data.award("2021/khen", model="goc")
    said = _refused(data, 1, "remove", "goc", *WHY)
    assert all(name in said for name in ("tiep", "chep", "goc.xa", "khen"))
    for name in ("khen", "goc.xa", "tiep", "chep", "goc"):
        assert data.ask("remove", name, *WHY).code == 0
    assert data.json("check")["problems"] == []


def test_a_file_that_cannot_be_read_and_may_refer_to_it_is_named(data: DataFolder) -> None:
    data.model("2020/2020-xa-a-goc")
    data.write("models/2021/hong.yaml", "title: [\ncontinues: 2020-xa-a-goc\n")
    assert "models/2021/hong.yaml" in _refused(data, 1, "remove", "2020-xa-a-goc", *WHY)


def test_a_file_that_cannot_be_read_stays_and_others_go(data: DataFolder) -> None:
    data.model("2020/2020-xa-a-goc")
    data.write("models/2021/hong.yaml", "title: [\n")
    assert "models/2021/hong.yaml" in _refused(data, 1, "remove", "hong", *WHY)
    assert data.ask("remove", "2020-xa-a-goc", *WHY).code == 0


def test_an_id_may_be_removed_twice_and_both_records_stay_on_file(data: DataFolder) -> None:
    for title in ("Một", "Hai"):
        data.model("2020/a", title=title)
        assert data.ask("remove", "a", *WHY).code == 0
    kept = [(data.root / "removed/models/2020" / name).read_text("utf-8") for name in ("a.yaml", "a-2.yaml")]
    assert ["Một" in kept[0], "Hai" in kept[1]] == [True, True]


@pytest.mark.parametrize("typed", [(), ("--reason", ""), ("--reason", "  ")])
def test_without_a_reason_nothing_is_removed(typed: tuple[str, ...], data: DataFolder) -> None:
    data.model("2020/a")
    assert "--reason" in _refused(data, 2, "remove", "a", *typed)


@pytest.mark.parametrize("name", ["nope", "units.yaml", "danvan.yaml", "../a", "models/2020", "a.huyen"])
def test_what_is_no_record_is_not_removed(name: str, data: DataFolder) -> None:
    data.model("2020/mot-mo-hinh")
    _refused(data, 2, "remove", name, *WHY)


def test_an_id_that_several_years_bear_has_to_be_said_more_fully(data: DataFolder) -> None:
    data.model("2020/a")
    data.model("2021/a")
    assert "models/2021/a.yaml" in _refused(data, 2, "remove", "a", *WHY)
    assert data.ask("remove", "a", "--year", "2021", *WHY).code == 0
    assert (data.root / "models/2020/a.yaml").exists()


def test_a_dry_run_writes_nothing(data: DataFolder) -> None:
    data.model("2020/a")
    before = data.state()
    assert data.ask("remove", "a", *WHY, "--dry-run").code == 0
    assert data.state() == before


def test_what_was_removed_is_removed_and_no_record_whose_id_holds_its_own(data: DataFolder) -> None:
    data.model("2020/a")
    data.model("2020/a-b")
    data.evaluation("2020/a-b.xa", rating="tot")
    assert data.ask("remove", "a", *WHY).code == 0
    before = {path: one for path, one in data.state().items() if path.endswith(".yaml")}
    for typed in ("a", "models/2020/a.yaml"):
        said = data.ask("remove", typed, "--reason", "lại", "--yes")
        assert (said.code, said.out) == (0, "Nothing to change: it is done already.\n")
        assert "already (nhập nhầm). It is kept in removed/models/2020/a.yaml" in said.err
    assert {path: one for path, one in data.state().items() if path.endswith(".yaml")} == before
    assert data.ask("remove", "a-b.xa", *WHY).code == 0
    assert data.ask("remove", "a-b.xa", *WHY).code == 0


def test_a_copy_that_says_nothing_of_itself_is_still_one(data: DataFolder) -> None:
    data.model("2020/b")
    data.write("removed/models/2020/a.yaml", "title: A\n")
    assert "a was removed on – already" in data.ask("remove", "a", *WHY).err


def test_what_is_kept_under_removed_and_cannot_be_read_has_no_day(data: DataFolder) -> None:
    (data.root / "removed/models/2020/2020-a.yaml").mkdir(parents=True)
    data.model("2020/2020-b")

    assert "removed/models/2020/2020-a.yaml" in data.ask("remove", "2020-a", *WHY).err


@pytest.mark.parametrize(("number", "more"), [(5, ""), (6, " …")])
def test_of_what_refers_to_a_record_five_are_named(number: int, more: str, data: DataFolder) -> None:
    data.model("2019/goc", title="Gốc")
    for name in range(number):
        data.model(f"2020/m{name}", title=f"Mô hình {name}", replicates="goc")
    said = _refused(data, 1, "remove", "goc", *WHY)
    assert f"({number}): " in said
    assert f"models/2020/m4.yaml{more}. " in said
    assert "m5.yaml" not in said


def test_several_are_removed_at_once_and_a_model_with_what_was_found_about_it(data: DataFolder) -> None:
    data.model("2020/a", title="A")
    data.model("2020/b", title="B")
    data.model("2020/c", title="C")
    data.evaluation("2020/a.xa", rating="tot")
    assert "a.xa.yaml" in _refused(data, 1, "remove", "a", "b", *WHY)
    assert data.ask("remove", "a", "a.xa", "b", *WHY, "--yes").code == 0
    assert (data.total("registered"), data.total("rated")) == (1, 0)
    _put_away(data, "evaluations/2020/a.xa.yaml")
    again = data.ask("remove", "a", "c", *WHY, "--yes")  # one of them was removed before
    assert (again.code, data.total("registered")) == (0, 0)
    assert "a was removed on" in again.err


def test_all_behind_a_number_are_removed(data: DataFolder) -> None:
    for name, unit in (("a", "xa-a"), ("b", "xa-a"), ("c", "xa-b")):
        data.model(f"2020/{name}", title=name, unit=unit)
    chosen = ("--where", "unit=xa-a", "--year", "2020")
    assert "models/2020/a.yaml" in data.ask("remove", *chosen, *WHY, "--dry-run").out
    assert data.total("registered") == 3
    assert data.ask("remove", *chosen, *WHY, "--yes").code == 0
    assert [record["id"] for record in data.json("list", "registered")["records"]] == ["c"]


def test_what_is_missing_is_named_all_at_once(data: DataFolder) -> None:
    said = _refused(data, 2, "remove")
    assert "--reason" in said
    assert "--where" in said


def test_the_folder_is_looked_at_as_often_however_many_are_removed(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    look = RecordLookup.look

    def counted(lookup: RecordLookup, scope: Scope | None) -> None:
        looked.append(scope)
        look(lookup, scope)

    monkeypatch.setattr(RecordLookup, "look", counted)
    for number in range(8):
        data.model(f"2020/m{number}", field="kinh-te" if number else "khac")
    numbers = []
    for field in ("khac", "kinh-te"):
        looked.clear()
        typed = ("remove", "--year", "2020", "--where", f"field={field}", "--reason", "x", "--yes", "--dry-run")
        assert data.ask(*typed).code == 0
        numbers.append(len(looked))
    assert numbers[0] == numbers[1]
