"""Whatever was done, as many undos lead to its beginning, as many redos to its end; and none leaves an error."""

import shlex
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from danvan_cli.domain.file_forms import form_of
from danvan_cli.store.made_here import made_here
from tests.helpers.clerk import Clerk
from tests.helpers.laws import costly_cases

_HERS = "source: tay  # của tôi\n"  # a key that no command below states
_KEPT = "models/2020/giu.yaml"
_LINES = (
    "set {id} note={word}",
    "set {id} 'place=Ấp {word}'",
    "set {id} 'tags=a; {word}'",
    "set {id} note=",
    "register --year 2020 --unit xa-a --kind tap-the --title {id} --id {id}",
    "evaluate {id} --level xa --rating {rating}",
    "evaluate {id} --level xa --scores noi-dung=5 --scores hieu-qua=3",
    "remove {id} --reason {word}",
    "remove {id}.xa --reason {word}",
    "unit add --name {word} --level xa --parent tinh-y",
    "vocabulary add field {word}",
    "figure --year 2020 --source S --measure registered --where level={level} --value 3",
)
_commands = st.builds(
    str.format,
    st.sampled_from(_LINES),
    id=st.sampled_from(("giu", "m-0", "m-1")),
    word=st.sampled_from(("một", "hai", "ba")),
    rating=st.sampled_from(("tot", "kha")),
    level=st.sampled_from(("xa", "tinh")),
)


def _files(clerk: Clerk) -> dict[str, bytes]:
    return {path: data for path, data in clerk.files().items() if not path.startswith(".git/")}


def _stated(files: dict[str, bytes]) -> dict[str, object]:
    forms = {path: form_of(path) for path in files}
    return {path: form.read(files[path])[0] if form else files[path] for path, form in forms.items()}


def _without_hers(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data.replace(_HERS.encode(), b"") for path, data in files.items()}


@costly_cases(4)
@given(st.lists(_commands, min_size=2, max_size=5), st.sampled_from(("", _HERS)))
def test_as_many_undos_lead_back_and_as_many_redos_forth(commands: list[str], hers: str) -> None:
    with TemporaryDirectory() as place:
        clerk = Clerk(Path(place) / "data")
        clerk.write(_KEPT, "title: Giữ  # tên\nunit: xa-a\nkind: tap-the\nnote: cũ\n")
        clerk.commit("2021-01-15")
        clerk.git("config", "danvan.commit", "true")
        start = _files(clerk)
        states: list[dict[str, bytes]] = []
        for command in commands:
            clerk.ask(
                *shlex.split(command.replace("remove giu ", "remove m-0 ")), "--yes"
            )  # what is refused makes no commit
            if len(made_here(clerk.root)) > len(states):
                states.append(_files(clerk))
        end = _files(clerk)
        (clerk.root / _KEPT).write_bytes(end[_KEPT] + hers.encode())
        for _ in states:
            said = clerk.ask("undo", "--yes")
            assert said.code == 0, said.err
        assert _stated(_without_hers(_files(clerk))) == _stated(start)
        assert hers or _files(clerk) == start
        assert clerk.ask("undo", "--yes").code == 1
        for state in states:
            said = clerk.ask("redo", "--yes")
            assert said.code == 0, said.err
            assert _stated(_without_hers(_files(clerk))) == _stated(state)
        assert clerk.ask("redo", "--yes").code == 1
        assert hers.encode() in _files(clerk)[_KEPT]
        assert hers or _files(clerk) == end


_YEARS_AND_NAMES = (
    "move {id} --year {year} --anyway",
    "evaluate {id} --level xa --rating {rating} --anyway",
    "merge {id} {other} --keep title",
    "remove {id} --reason nhầm",
    "set {id} continues={other} --anyway",
    "set {id} field={word} --anyway",
    "vocabulary add field {word}",
    "figure --year 2020 --source S --measure registered --where field={word} --value 3 --anyway",
    "carry-over {year} --all --anyway",
)
_writing = st.builds(
    str.format,
    st.sampled_from(_YEARS_AND_NAMES),
    id=st.sampled_from(("giu", "hai")),
    other=st.sampled_from(("giu", "hai")),
    word=st.sampled_from(("biển", "rừng")),
    rating=st.sampled_from(("tot", "kha")),
    year=st.sampled_from(("2020", "2021", "2022")),
)
_turning = st.tuples(st.sampled_from(("undo", "undo", "redo")), st.sampled_from(("", "giu", "hai", *range(6))))


def _errors(clerk: Clerk) -> set[tuple[str, str]]:
    problems = clerk.ask("check", "--format", "json").json["problems"]
    return {(problem["code"], problem["path"]) for problem in problems if problem["severity"] == "error"}


@costly_cases(2)
@given(st.lists(_writing, min_size=3, max_size=6), st.lists(_turning, min_size=3, max_size=5))
@example(["move giu --year 2021", "evaluate giu --level xa --rating tot", "set hai continues=giu"], [("undo", 0)])
@example(["vocabulary add field biển", _YEARS_AND_NAMES[-2].format(word="biển")], [("undo", 0)])
@example(["move hai --year 2020", "move hai --year 2022"], [("undo", 0), ("undo", ""), ("undo", 0), ("redo", 1)])
def test_undo_and_redo_of_whatever_change_leave_no_error(
    commands: list[str], turns: list[tuple[str, str | int]]
) -> None:
    with TemporaryDirectory() as place:
        clerk = Clerk(Path(place) / "data")
        clerk.model("2020/giu", title="Giữ")
        clerk.model("2021/hai", title="Hai")
        clerk.commit("2021-01-15")
        clerk.git("config", "danvan.commit", "true")
        for command in commands:
            clerk.ask(*shlex.split(command), "--yes")
        for command, name in turns:
            made, known = made_here(clerk.root), _errors(clerk)
            meant = made[name] if isinstance(name, int) and name < len(made) else name if isinstance(name, str) else ""
            said = clerk.ask(command, *([meant] if meant else []), "--yes")
            assert said.code in {0, 1, 2}
            assert said.code or _errors(clerk) <= known
