"""What is measured against what, and how much it may cost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import make_list
import make_papers
from make_folder import CHANGED, PLANS, folder_of, git_environment
from processes import Environment, Step

HERE = Path(__file__).parent
FOUND_SOMETHING = (0, 1)
ALLOWED_MIB = 250
_UNIT, _MEASURED = "binh-phu", "measured"


@dataclass(frozen=True)
class Row:
    """One line of the table: ours may take at most `allowed` times as long as theirs."""

    name: str
    what: str
    ours: Step
    theirs: Step
    allowed: float
    folders: tuple[str, ...] = ()
    # The second lets git and danvan trust what the first has just seen.
    warm_ups: int = 2
    times: int = 7


def environment(scratch: Path) -> Environment:
    """Return an environment with nobody's own settings, and the index where nothing else is kept."""
    own = git_environment() | {"DANVAN_CACHE": str(scratch / "cache")}
    own["OPENPYXL_DEFUSEDXML"] = "False"  # a library of the tests brings it in, and it makes openpyxl slower
    for setting in ("DANVAN_DATA", "DANVAN_LANG"):
        own.pop(setting, None)
    return own


def forget_index(scratch: Path) -> None:
    """Make the next run a cold one."""
    shutil.rmtree(scratch / "cache", ignore_errors=True)


def _danvan(words: str, folder: str = "", codes: tuple[int, ...] = (0,)) -> Step:
    """Return the step of one of danvan's commands; no word of it has a space inside."""
    where = ("--data", str(folder_of(folder))) if folder else ()
    command = (sys.executable, "-m", "danvan_cli", *words.split(), *where)
    return Step(f"danvan {words}", command, codes)


def _script(name: str, *words: str) -> Step:
    return Step(name, (sys.executable, str(HERE / name), *words))


def _overview(folder: str) -> Step:
    return _danvan(f"tally --year {PLANS[folder].all_years}", folder)


def rows(scratch: Path) -> list[Row]:
    """Return all rows but that of the memory."""
    files = (_importing(scratch), _exporting(scratch), _reporting(scratch), *_papers(scratch))
    one_each = (_cold(scratch), _check(), *_registering(), *files)
    return [*_starting(), *_completing(), _asking(), *_warm(), *_history(), _cold_at(scratch), *one_each]


def _starting() -> Iterator[Row]:
    empty = _script("empty_typer.py")
    yield Row("version", "`--version` / an empty Typer program", _danvan("--version"), empty, 1.3, times=21)
    what = "warm overview of 1.240 models, 3 years / the same"
    yield Row("small", what, _overview("small"), empty, 2.5, ("small",), times=21)


def _asking() -> Row:
    """Return a row: 30 letters may cost as much again as the question itself, which is 20 ms each."""
    what = "30 letters typed into the question for one of 14,000 units / that question alone"
    return Row("letters", what, _script("name_a_unit.py", "30"), _script("name_a_unit.py", "0"), 3)


def _completing() -> Iterator[Row]:
    """Yield what is waited for after the Tab key is pressed, as bash asks for it."""
    empty = replace(_script("empty_typer.py"), tells=_tab("_EMPTY_TYPER.PY_COMPLETE", "empty_typer.py --"))
    lines = {
        "complete": ("`show bep-an`, records of 1.240", "danvan show bep-an"),
        "complete-value": ("`list recognized --where unit=`", "danvan list recognized --where unit="),
        "complete-option": ("`register --k`", "danvan register --k"),
    }
    for name, (words, line) in lines.items():
        tells = {**_tab("_DANVAN_COMPLETE", line), "DANVAN_DATA": str(folder_of("small"))}
        ours = replace(_danvan(""), name=line, tells=tells)
        what = f"Tab after {words} / an empty Typer program's own completion"
        yield Row(name, what, ours, empty, 1.5, ("small",), times=21)


def _tab(asked_by: str, line: str) -> dict[str, str]:
    return {asked_by: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}


def _warm() -> Iterator[Row]:
    status = Step("git status", ("git", "-C", str(folder_of("large")), "status"))
    what = "warm overview of 200.000 files, {} / `git status`"
    yield Row("all-years", what.format("all 20 years"), _overview("large"), status, 3, ("large",))
    one_year = _danvan(f"tally --year {PLANS['large'].last_year}", "large")
    yield Row("one-year", what.format("one year"), one_year, status, 0.6, ("large",), times=11)


def _history() -> Iterator[Row]:
    """Yield what looking back and keeping cost; each commit is taken away again."""
    one_year = f"tally --year {PLANS['large'].last_year}"
    at = _danvan(f"{one_year} --at HEAD", "large")
    yield Row(
        "at", "one year `--at HEAD`, index warm / the same as it is", at, _danvan(one_year, "large"), 1.5, ("large",)
    )
    yield from _logging()
    for name, allowed in (("small", 1.5), ("large", 0.5)):
        ours, theirs = _committing(name, "danvan"), _committing(name, "git")
        what = f"a commit of one file of `{name}` / `git commit -o` of it"
        yield Row(f"commit-{name}", what, ours, theirs, allowed, (name,), warm_ups=1, times=5)


def _logging() -> Iterator[Row]:
    """Yield the history of one record beside git's own, alone and with what `save` notes for it, and a bare start."""
    ours, git = _danvan(f"log {Path(CHANGED).stem}", "history"), ("git", "-C", str(folder_of("history")))
    alone = Step("git log", (*git, "-c", "commitGraph.readChangedPaths=false", "log", "--", CHANGED))
    what = "`log` of one record in 2.001 commits / {}"
    yield Row("log", what.format("`git log -- FILE`"), ours, alone, 1.5, ("history",))
    helped = Step("git log", (*git, "log", "--", CHANGED))
    yield Row("log-noted", what.format("the same, with what `save` notes for it"), ours, helped, 1.5, ("history",))
    yield Row("log-start", what.format("an empty Typer program"), ours, _script("empty_typer.py"), 3.5, ("history",))


def _committing(folder: str, way: str) -> Step:
    step = _script("commit_one.py", str(folder_of(folder)), way)
    return replace(step, after=lambda: _forget_commit(folder_of(folder)))


def _forget_commit(folder: Path) -> None:
    """Take away the last commit, and what it changed."""
    command = ("git", "-C", str(folder), "reset", "--quiet", "--hard", "HEAD~1")
    subprocess.run(command, check=True, env=git_environment())


def _cold(scratch: Path) -> Row:
    overview = _overview("medium")
    cold = Step(overview.name, overview.command, before=lambda: forget_index(scratch))
    events = _script("list_events.py", str(folder_of("medium")))
    what = "cold overview of 40.000 files / listing their YAML events"
    return Row("cold", what, cold, events, 3, ("medium",), warm_ups=1, times=5)


def _cold_at(scratch: Path) -> Row:
    """Return a row: an earlier state is read out of git's objects, the present one out of files."""
    words = f"tally --year {PLANS['medium'].all_years}"
    now, then = (
        replace(_danvan(typed, "medium"), before=lambda: forget_index(scratch))
        for typed in (words, f"{words} --at HEAD")
    )
    what = "cold overview of 40.000 files `--at HEAD` / the same as it is"
    return Row("cold-at", what, then, now, 1.5, ("medium",), warm_ups=1, times=3)


def _check() -> Row:
    check = _danvan("check", "large", FOUND_SOMETHING)
    what = "`check` of 200.000 files, index warm / warm overview"
    return Row("check", what, check, _overview("large"), 4, ("large",), times=5)


def _registering() -> Iterator[Row]:
    """Yield two rows. Each run registers the same model into the last year, whose folder has changed meanwhile."""
    large, tiny = _register("large"), _register("tiny")
    yield Row("register", "`register` into 200.000 files / into 200", large, tiny, 1.5, ("large", "tiny"), times=21)
    empty = _script("empty_typer.py")
    yield Row(
        "register-start",
        "`register` into 200.000 files / an empty Typer program",
        large,
        empty,
        4,
        ("large",),
        times=21,
    )


def _register(folder: str) -> Step:
    year = PLANS[folder].last_year
    step = _danvan(f"register --year {year} --unit {_UNIT} --title Measured --kind tap-the --id {_MEASURED}", folder)
    return replace(step, after=lambda: _forget_measured(folder))


def _forget_measured(folder: str) -> None:
    """Take away what the last run registered."""
    for path in (folder_of(folder) / "models").glob(f"*/{_MEASURED}.yaml"):
        path.unlink()


def _importing(scratch: Path) -> Row:
    """Return a row: each run imports the whole list anew; what the last one wrote is taken away."""
    command = _danvan(f"import {make_list.LIST} --year {make_list.YEAR} --yes --data {make_list.FOLDER}")
    ours = replace(command, name="danvan import", before=_forget_imported)
    theirs = _script("read_and_write.py", str(make_list.LIST), str(scratch))
    what = "`import` of 10.000 rows / openpyxl reading them three times, and writing as many files"
    return Row("import", what, ours, theirs, 1, warm_ups=1, times=5)


def _forget_imported() -> None:
    make_list.make()
    shutil.rmtree(make_list.FOLDER / "models", ignore_errors=True)


def _exporting(scratch: Path) -> Row:
    """Return a row: the workbook of a year of 10.000 models, in which each stands under each of its numbers."""
    ours = _danvan(f"export --force --output {scratch / 'year.xlsx'}", "one-year")
    theirs = _script("write_rows.py", str(scratch / "rows.xlsx"))
    what = "`export` of 10.000 models / XlsxWriter writing as many rows"
    return Row("export", what, ours, theirs, 1.5, ("one-year",), warm_ups=1, times=5)


def _reporting(scratch: Path) -> Row:
    """Return a row: the page tells in full what it rests on, so it is held against an overview that does."""
    years = f"--year {PLANS['small'].all_years}"
    ours = _danvan(f"report {years} --force --output {scratch / 'page.html'}", "small")
    what = "`report` page of 1.240 models, 3 years / warm overview with `--evidence`"
    return Row("page", what, ours, _danvan(f"tally --evidence {years}", "small"), 2, ("small",), times=11)


def _papers(scratch: Path) -> Iterator[Row]:
    """Yield two rows: what danvan counts and keeps of its numbers, docxtpl is given, and forgets."""
    years = f"--year {PLANS['small'].all_years}"
    what = {
        make_papers.REPORT: (1_240, "20 numbers, 4 tables and a list of 1.240"),
        make_papers.CERTIFICATES: (79, "79 certificates in one file"),
    }
    for name, (records, words) in what.items():
        ours, theirs = (scratch / f"{name}-{program}.docx" for program in ("danvan", "docxtpl"))
        paper = _danvan(f"report {years} --force --template {ours} --output {scratch / 'paper.docx'}", "small")
        ours_made = replace(paper, before=lambda: _have_templates(scratch))
        plain = _script("render_docx.py", str(theirs), str(records), str(scratch / "plain.docx"))
        yield Row(name, f"`report` of {words} / docxtpl, from constants", ours_made, plain, 1.5, ("small",), times=11)


def _have_templates(scratch: Path) -> None:
    if not (scratch / f"{make_papers.REPORT}-danvan.docx").exists():
        command = (sys.executable, str(HERE / "make_papers.py"), str(scratch))
        subprocess.run(command, check=True)


def memory_steps(scratch: Path) -> list[Step]:
    """List what is run at 200.000 files to see its memory; the first is to find no index."""
    years = f"--year {PLANS['large'].all_years}"
    reading = (
        "tally",
        "tally recognized --by level,kind",
        "list registered --format json",
        "list recognized --format json",
    )
    overviews = [_danvan(f"{words} {years}", "large") for words in reading]
    workbook = _danvan(f"export --force --output {scratch / 'year.xlsx'}", "one-year")
    others = [_danvan(words, "large", FOUND_SOMETHING) for words in ("check", "reconcile", "search camera")]
    return [_overview("large"), *overviews, *others, workbook]


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
