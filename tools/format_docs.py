"""Write the generated parts of the documents from the code; with `--check`, only say whether they are fresh.

A part stands between `<!-- generated: NAME ARGUMENTS -->` and `<!-- end -->`, in README.md or in docs/. With
`--unplayed`, the gallery's commands are not run, and its parts stay: tests/whole/test_gallery.py runs them, and
compares with the page.
"""  # noqa: INP001 - a script, not a package

import argparse
import gettext
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from as_markdown import codes, filled, grid
from command_docs import commands, keys

from danvan_cli import locale
from danvan_cli.__main__ import main as danvan
from danvan_cli.counting.checks import RULES
from danvan_cli.counting.measures import DIMENSIONS, MEASURES, Dimension, Measure
from danvan_cli.domain.field_types import NamedParts, Parts
from danvan_cli.domain.fields import TABLES, Field
from danvan_cli.domain.lists import built_in
from danvan_cli.domain.vocabulary import FIXED, VocabularyEntry

if TYPE_CHECKING:
    from tests.gallery import ForcedRefusal, Situation
    from tests.helpers.program import CommandResult

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(r"(<!-- generated: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
UNPLAYED = re.compile(r"(<!-- generated: ((?!gallery (?!BY_FORCE)).+?) -->\n).*?(<!-- end -->)", re.DOTALL)

GRAVITIES = {
    "fault": "Faults: the file is not counted, and every count that it belongs to says so",
    "error": "Errors: the record counts, and something in it is wrong",
    "warning": "Warnings: the record counts, and somebody should look at it",
}


def fields(table: str) -> Iterator[str]:
    """Yield a table of fields."""
    rows = [
        [f"`{field.key}`", vietnamese(field.label), value_of(field), meaning(field)] for field in TABLES[table].values()
    ]
    return grid(["key", "in Vietnamese", "value", "meaning"], rows)


def value_of(field: Field) -> str:
    """Return what a key takes."""
    required = "**required**, " if field.required else ""
    return required + _plain_value(field)


def _plain_value(field: Field) -> str:
    if field.entries:
        return "list of claims"
    if isinstance(field.type, Parts):
        return f"{{entry of `{field.choices}`: number}}"
    if isinstance(field.type, NamedParts):
        return f"{{name: {{entry of `{field.choices}`: number}}}}"
    if field.choices:
        return f"entry of `{field.choices}`"
    if field.refers:
        return f"list of ids of {field.refers}s" if field.type.is_several else f"id of a {field.refers}"
    return field.type.about


def meaning(field: Field) -> str:
    """Return what a key means."""
    return f"{field.label}. {field.help}" if field.help else field.label


def lists() -> Iterator[str]:
    """Yield all built-in lists."""
    for name, entries in built_in().items():
        fixed = ", fixed" if name in FIXED else ""
        yield from (f"#### `{name}`{fixed}", "")
        yield from grid(["id", "label", "in English", "other spellings", ""], [entry_row(entry) for entry in entries])
        yield ""


def entry_row(entry: VocabularyEntry) -> list[str]:
    """Return an entry's row."""
    marks = [mark for mark in ("effective", "stock", "apart") if getattr(entry, mark)]
    unit = [f"in {entry.unit}"] if entry.unit else []
    unit += [f"until {entry.until}"] if entry.until else []
    return [f"`{entry.id}`", entry.label, entry.label_en or "", "; ".join(entry.aliases), ", ".join(marks + unit)]


def rules() -> Iterator[str]:
    """Yield all problem codes, the gravest first."""
    for gravity, title in GRAVITIES.items():
        yield from ("", f"## {title}")
        for code in sorted(code for code, rule in RULES.items() if rule.severity == gravity):
            yield from rule_paragraph(code)


def rule_paragraph(code: str) -> Iterator[str]:
    """Yield the paragraph of a rule."""
    rule = RULES[code]
    yield from ("", f"### {code}", "", f"{filled(rule.sentence)}\\", f"→ {filled(rule.hint)}", "", filled(rule.why))


def measures() -> Iterator[str]:
    """Yield all measures."""
    head = ["measure", "in Vietnamese", "counts", "dimensions", "`--count`", "`--as-of`"]
    return grid(head, [measure_row(measure) for measure in MEASURES.values()])


def asked() -> Iterator[str]:
    """Yield all measures as a template of a paper asks for them, in Vietnamese: names, what they count, conditions."""
    rows = [
        [
            f'`"{measure.names[0]}"`',
            vietnamese(measure.says).rstrip("."),
            codes([measure.dimension(name).names[0] for name in measure.dimensions]),
        ]
        for measure in MEASURES.values()
    ]
    return grid(["loại số liệu", "đếm", "điều kiện (`tên=giá trị`)"], rows)


def measure_row(measure: Measure) -> list[str]:
    """Return a measure's row."""
    return [
        f"`{measure.name}`",
        codes(measure.names),
        measure.says,
        ", ".join(measure.dimensions),
        ", ".join(measure.bases) or "–",
        "yes" if measure.has_days else "–",
    ]


def dimensions() -> Iterator[str]:
    """Yield all dimensions."""
    rows = [[f"`{dimension.name}`", codes(dimension.names), values_of(dimension)] for dimension in DIMENSIONS.values()]
    return grid(["dimension", "in Vietnamese", "values"], rows)


def values_of(dimension: Dimension) -> str:
    """Return what values a dimension has."""
    if dimension.choices:
        return f"entries of the list `{dimension.choices}`"
    return {"unit": "ids of units", "tag": "tags, as written", "text": "as written", "span": "of the calendar"}.get(
        dimension.type, "campaign years"
    )


def gallery(group: str) -> Iterator[str]:
    """Yield a group of the gallery: the sentence, a command, what it says in Vietnamese, and what to do."""
    show = show_by_force if group == "BY_FORCE" else show_situation
    for refusal in from_tests(group):
        yield from ("", *show(refusal))


def show_situation(situation: "Situation") -> Iterator[str]:
    """Play a situation; yield its paragraphs."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["DANVAN_CACHE"] = str(Path(place) / "cache")
        printed = import_module("tests.gallery").played(situation, Path(place) / "data", "vi").said
    return show_played(situation, printed)


def show_played(situation: "Situation", printed: "CommandResult") -> Iterator[str]:
    """Yield the paragraphs of a situation that was played: its command with what it said."""
    before = [f"$ danvan {command}" for command in situation.before]
    sentence = () if situation.says else (filled(situation.words), "")
    yield from (f"### {situation.code}", "", *sentence)
    yield from ("```text", *sent_lists(situation), *before, f"$ danvan {situation.command}")
    yield from (*f"{printed.out}{printed.err}".rstrip("\n").split("\n"), "```", "", f"→ {situation.mend}")


def sent_lists(situation: "Situation") -> Iterator[str]:
    """Yield the lists that a situation's commands take, where they are text."""
    typed = " ".join((*situation.before, situation.command))
    for name, content in situation.sent.items():
        if isinstance(content, str) and name.endswith(".csv") and name in typed and "\0" not in content:
            yield from (name, *(f"  {line}" for line in content.splitlines()))


def show_by_force(refusal: "ForcedRefusal") -> Iterator[str]:
    """Yield a message that no command brings about by itself."""
    locale.use("en")
    yield from (f"### {refusal.code}", "", refusal.sentence, "", "```text")
    locale.use("vi")
    yield from (refusal.sentence, "```", "", f"→ {refusal.mend}")


def folder() -> Iterator[str]:
    """Yield the files of the office in which the gallery plays."""
    yield "```text"
    for path, content in from_tests("OFFICE_FOLDER").items():
        lines = content.rstrip("\n").split("\n")
        yield from (path, *(f"  {line}" for line in lines))
    yield "```"


def from_tests(name: str) -> Any:  # noqa: ANN401 - lists and mappings
    """Return what tests/gallery/ calls so."""
    sys.path.insert(0, str(ROOT))
    return getattr(import_module("tests.gallery"), name)


def output(*arguments: str) -> Iterator[str]:
    """Yield what a command prints about the sample records."""
    with tempfile.TemporaryDirectory() as cache, redirect_stdout(io.StringIO()) as printed:
        os.environ["DANVAN_CACHE"] = cache
        danvan([*arguments, "--data", str(ROOT / "data")])
    yield from ("```text", *printed.getvalue().rstrip("\n").split("\n"), "```")


PARTS: dict[str, Callable[..., Iterator[str]]] = {
    "fields": fields,
    "lists": lists,
    "rules": rules,
    "measures": measures,
    "asked": asked,
    "dimensions": dimensions,
    "commands": commands,
    "keys": keys,
    "gallery": gallery,
    "folder": folder,
    "output": output,
}


def vietnamese(label: str) -> str:
    """Return a label in Vietnamese; nothing where the catalogue has none."""
    catalogue = gettext.translation(locale.DOMAIN, locale.FOLDER, ["vi"], fallback=True)
    translation = catalogue.gettext(label)
    return "" if translation == label else translation


def documents() -> list[Path]:
    """Return all documents."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/huong-dan").glob("*.md"))]


def written(text: str, parts: re.Pattern[str]) -> str:
    """Return a document with its generated parts as they should be."""
    return parts.sub(lambda match: f"{match[1]}{part(match[2])}{match[3]}", text)


@cache
def part(call: str) -> str:
    """Write one generated part; once, which may take seconds."""
    name, *arguments = shlex.split(call)
    text = "\n".join(PARTS[name](*arguments)).strip("\n")
    return f"\n{text}\n\n"


def use_clean_environment() -> None:
    """Keep a user's own settings out of the documents."""
    for name in ("DANVAN_DATA", "DANVAN_LANG"):
        os.environ.pop(name, None)
    os.environ["DANVAN_TODAY"] = "2026-11-30"  # as tests/conftest.py has it: examples of dates are of its year


def main() -> int:
    """Write the documents, or check them; 1 if one is stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a document is stale")
    parser.add_argument("--unplayed", action="store_true", help="leave alone what takes a command for each message")
    typed = parser.parse_args()
    check, parts = typed.check, UNPLAYED if typed.unplayed else PART
    use_clean_environment()
    for file in documents():
        written(file.read_text("utf-8"), parts)
    stale = [file for file in documents() if freshened(file, parts, check=check)]
    for file in stale:
        sys.stdout.write(f"{'stale' if check else 'written'}: {file.relative_to(ROOT)}\n")
    return int(check and bool(stale))


def freshened(file: Path, parts: re.Pattern[str], *, check: bool) -> bool:
    """Write a document if it is stale, or only look; return whether it was.

    Its parts are made already: somebody may edit it while they are, and nothing of that may be lost.
    """
    text = file.read_text("utf-8")
    fresh = written(text, parts)
    if fresh != text and not check:
        file.write_text(fresh, "utf-8", newline="\n")
    return fresh != text


if __name__ == "__main__":
    sys.exit(main())
