"""What the person has git say to people changes nothing of what danvan reads; her own settings are found."""

from pathlib import Path

import pytest

from danvan_cli.store.repository import ask
from tests.helpers.data_folder import DataFolder

_SIGNATURE = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ=\n -----END PGP SIGNATURE-----\n"
_NOISY = """\
[core]
    quotePath = true
    commentChar = D
[trailer]
    separators = "="
[color]
    ui = always
[log]
    showSignature = true
    showRoot = false
    decorate = full
    date = relative
    diffMerges = first-parent
    follow = true
    abbrevCommit = true
[format]
    pretty = oneline
[diff]
    orderFile = /nowhere
    relative = true
    renames = copies
    noprefix = true
[status]
    short = true
    branch = true
    showUntrackedFiles = no
    relativePaths = false
[i18n]
    logOutputEncoding = ISO-8859-1
"""
_QUESTIONS = (
    ("log",),
    ("log", "a"),
    ("diff", "2021-01-15"),
    ("diff", "2021-01-15", "2021-06-30"),
    ("tally", "registered", "--year", "2020", "--at", "2021-06-30"),
    ("tally", "registered", "--year", "2020", "--evidence"),
    ("show", "a"),
    ("status",),
)


def _sign(data: DataFolder) -> None:
    """Have the last commit bear what looks like a signature, and a program that has much to say of it."""
    head, _, message = data.git("cat-file", "commit", "HEAD").partition("\n\n")
    file = data.root.parent / "commit"
    file.write_text(f"{head}\n{_SIGNATURE}\n{message}\n", "utf-8")
    data.git("reset", "--quiet", "--soft", data.git("hash-object", "-t", "commit", "-w", str(file)))
    gpg = data.root.parent / "gpg"
    gpg.write_text("#!/bin/sh\necho gpg: chu ky tot >&2\n")
    gpg.chmod(0o755)
    data.git("config", "gpg.program", str(gpg))


def test_how_git_speaks_to_the_person_changes_no_answer(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.model("2020/a", title="Chợ sạch")
    data.commit("2021-01-15")
    data.git("config", "danvan.commit", "true")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Lê Ánh")
    assert data.ask("set", "a", "title=Chợ xanh", "--yes").code == 0
    _sign(data)
    data.model("2020/khác", title="Mới")
    plain = [data.ask(*question, "--format", "json").out for question in _QUESTIONS]
    file = tmp_path / "gitconfig"
    file.write_text(_NOISY, "utf-8")
    data.git("config", "include.path", str(file))
    assert "chu ky" in ask(data.root, "-c", "log.showSignature=true", "log", "-1").text
    assert [data.ask(*question, "--format", "json").out for question in _QUESTIONS] == plain
    assert "Ánh" in plain[0]
    assert '"command": "set"' in plain[0]


@pytest.mark.parametrize("where", ["-x", ":x", "a\nb"])
def test_a_folder_may_have_any_name(where: str, tmp_path: Path) -> None:
    whole = DataFolder(tmp_path)
    data = DataFolder(tmp_path / where)
    data.model("2020/a", count=3)
    whole.commit("2021-01-15")
    assert data.total("registered", "--year", "2020", "--at", "HEAD") == 3
    assert data.json("diff", "HEAD")["records"] == []
    assert len(data.json("log")["entries"]) == 1
    assert data.json("status")["history"]["unsaved"] == 0
    data.git("config", "danvan.commit", "true")
    assert data.ask("set", "a", "title=Mới", "--yes").code == 0
    assert data.git("show", "--format=%s", "--name-only", "--relative").split()[-1] == "models/2020/a.yaml"
    assert (data.git("diff", "HEAD"), data.git("diff", "--cached"), data.ask("undo", "--yes").code) == ("", "", 0)


def test_hooks_are_never_run(data: DataFolder) -> None:
    data.model("2020/a")
    data.commit("2021-01-15")
    data.git("config", "danvan.commit", "true")
    said = data.root.parent / "said"
    for name in ("post-index-change", "reference-transaction", "pre-auto-gc", "pre-commit", "post-commit"):
        hook = data.root / f".git/hooks/{name}"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\necho {name} >>{said}\n")
        hook.chmod(0o755)
    data.git("config", "gc.auto", "1")
    assert data.ask("set", "a", "title=Mới", "--yes").code == 0
    data.model("2020/b")
    assert data.ask("save").code == 0
    assert not said.exists()


def test_git_finds_the_persons_settings_where_she_says(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    file = tmp_path / "gitconfig"
    file.write_text("[user]\n    name = Lan\n    email = lan@xa.vn\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    data.model("2020/a")
    data.commit("2021-01-15")
    data.git("config", "danvan.commit", "true")
    said = data.ask("set", "a", "title=Mới", "--yes")
    assert (said.code, "your account" in said.err) == (0, False)
    assert data.git("log", "-1", "--format=%an <%ae>") == "Lan <lan@xa.vn>"
