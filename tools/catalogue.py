"""Keep the Vietnamese catalogue in step with the code: extract the messages, update danvan.po, compile danvan.mo.

`--check` writes nothing and fails where a run would change a file. Both fail where a message has no translation, or
one with other placeholders. Messages of click and typer that the installed versions do not have are kept: danvan may
be installed with other versions of them.
"""  # noqa: INP001 - a script, not a package

import argparse
import ast
import importlib.util
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from danvan_cli.view.own_words import in_vietnamese

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "danvan_cli"
PO = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "danvan.po"
OWN_MARKS = ("N_", "translate")
LIBRARIES = ("click", "typer")
LIBRARY_MARKS = ("_", "gettext", "ngettext")
UNUSED = "rich_utils.py"  # typer's other way to show help; ours is click's
PLACEHOLDER = re.compile(r"\{([a-z_.]*)(?:![rs])?\}|%\(([a-z]+)\)s")

Id = tuple[str, ...]  # one text, or the singular and the plural


class Reproducible(Catalog):
    """A catalogue that says neither when nor by which program it was written."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return what gettext has to know."""
        return [
            ("Project-Id-Version", "danvan"),
            ("Language", "vi"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @mime_headers.setter
    def mime_headers(self, value: Iterable[tuple[str, str]]) -> None:
        """Keep the headers as they are, whatever a file says: Babel's own property can be set, so this one must be."""


def marked(files: Iterable[Path], marks: tuple[str, ...]) -> Iterator[Id]:
    """Yield the messages that calls of some names mark in some files."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in marks:
                texts = tuple(text.value for text in node.args if isinstance(text, ast.Constant))
                if texts:
                    yield tuple(map(str, texts))


@cache
def own_messages() -> set[Id]:
    """Return the program's own messages."""
    return set(marked(PACKAGE.rglob("*.py"), OWN_MARKS))


@cache
def library_messages() -> dict[Id, str]:
    """Return {message: library} of the messages of the installed libraries."""
    libraries: dict[Id, str] = {}
    for library in LIBRARIES:
        for message in marked(_files_of(library), LIBRARY_MARKS):
            libraries.setdefault(message, library)
    return libraries


def _files_of(library: str) -> list[Path]:
    spec = importlib.util.find_spec(library)
    folders = (spec.submodule_search_locations if spec else None) or []
    return [file for folder in folders for file in Path(folder).glob("*.py") if file.name != UNUSED]


def read(file: Path = PO) -> Catalog:
    """Read the catalogue as it is."""
    if not file.exists():
        return Catalog(locale="vi")
    with file.open("rb") as stream:
        return read_po(stream, locale="vi", domain="danvan", abort_invalid=True)


def updated(known: Catalog) -> Catalog:
    """Return the catalogue as it should be: all messages of today, with the translations that are known."""
    fresh = Reproducible(locale="vi", fuzzy=False, header_comment="# What danvan says, in Vietnamese.")
    for message in known:
        if message.id and message.auto_comments:
            _add(fresh, known, id_of(message), message.auto_comments)
    for texts, library in library_messages().items():
        _add(fresh, known, texts, [library])
    for texts in sorted(own_messages()):
        _add(fresh, known, texts, [])
    return fresh


def _add(fresh: Catalog, known: Catalog, texts: Id, comments: list[str]) -> None:
    if texts[0] in fresh:
        return
    before = known.get(texts[0])
    translation = _in_own_words(before.string or "") if before else ""
    added = fresh.add(texts if len(texts) > 1 else texts[0], translation, auto_comments=comments)
    added.flags = {"fuzzy"} if before and before.fuzzy else set()  # Babel's own differ from version to version


def _in_own_words(text: str | Sequence[str]) -> str | tuple[str, ...]:
    """Return a translation with the commands and options in it by their Vietnamese names."""
    return in_vietnamese(text) if isinstance(text, str) else tuple(map(in_vietnamese, text))


def id_of(message: Message) -> Id:
    """Return a message's text, or its singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def text_of(message: Message) -> str:
    """Return the translation; Vietnamese has one for all numbers."""
    return message.string if isinstance(message.string, str) else "".join(message.string or ())


def as_po(catalogue: Catalog) -> bytes:
    """Write for translators: in the order of the messages, one line each."""
    text = io.BytesIO()
    write_po(text, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return text.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Write for the program."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def faults(catalogue: Catalog) -> list[str]:
    """Return a line for each message that has no translation, or one that does not fit."""
    return [f"{_fault(message)}: {id_of(message)[0]}" for message in catalogue if message.id and _fault(message)]


def _fault(message: Message) -> str:
    """Return what is wrong with a translation, "" where nothing is."""
    text, *plural = map(placeholders, id_of(message))
    translated = placeholders(text_of(message))
    if not text_of(message) or message.fuzzy:
        return "not translated"
    fits = translated <= text.union(*plural) if plural else translated == text
    return "" if fits else "other placeholders"


def placeholders(text: str) -> set[str]:
    """Return the names that are filled in."""
    return {brace or percent for brace, percent in PLACEHOLDER.findall(text)}


def outdated(catalogue: Catalog) -> list[Path]:
    """Return the files that are not as they should be."""
    wanted = {PO: as_po(catalogue), PO.with_suffix(".mo"): as_mo(catalogue)}
    return [file for file, data in wanted.items() if not file.exists() or file.read_bytes() != data]


def write(catalogue: Catalog) -> None:
    """Write both files."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalogue))
    PO.with_suffix(".mo").write_bytes(as_mo(catalogue))


def main() -> int:
    """Update the catalogue, or check it; 0 if it is whole."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is stale")
    check = parser.parse_args().check
    catalogue = updated(read())
    lines = faults(catalogue)
    if check:
        lines += [f"stale, run tools/catalogue.py: {file.relative_to(PROJECT)}" for file in outdated(catalogue)]
    else:
        write(catalogue)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
