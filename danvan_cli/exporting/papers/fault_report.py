"""What `--lint` says of a template: to people, and to programs as `check` says what is wrong with records."""

from collections.abc import Iterable, Sequence
from typing import Any

from danvan_cli.exporting.papers.template_faults import TemplateFault
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.view.grid import Grid
from danvan_cli.view.labels import NOTHING
from danvan_cli.view.messages import told


def lines(file: str, faults: Sequence[TemplateFault], typed: Iterable[TemplateFault]) -> list[str]:
    """Return each fault, and each number that was typed by hand, or that there is no fault."""
    said = [told(fault.told) for fault in faults]
    said += [translate(N_("Warning: {message}")).format(message=told(fault.told)) for fault in typed]
    return said if faults else [*said, translate(N_("{file}: no faults.")).format(file=file)]


def as_json(file: str, faults: Iterable[TemplateFault]) -> dict[str, Any]:
    """Return faults and warnings as programs read them."""
    problems = [
        {
            "code": fault.why.code,
            "severity": "warning" if _is_warning(fault) else "error",
            "path": file,
            "part": translate(fault.part),
            "paragraph": None if fault.cell else fault.paragraph or None,
            "cell": fault.cell or None,
            "words": fault.words,
            "message": told(fault.why),
        }
        for fault in faults
    ]
    return {"schema": 1, "problems": problems}


def grid(file: str, faults: Iterable[TemplateFault]) -> Grid:
    """Return faults and warnings as a table."""
    headers = [N_("Severity"), N_("Part"), N_("Paragraph or cell"), N_("First words"), N_("What is wrong")]
    rows = [
        [
            translate(N_("warning") if _is_warning(fault) else N_("error")),
            translate(fault.part),
            fault.cell or (str(fault.paragraph) if fault.paragraph else NOTHING),
            fault.words,
            told(fault.why),
        ]
        for fault in faults
    ]
    return Grid(file, [translate(header) for header in headers], rows, [False] * len(headers))


def _is_warning(fault: TemplateFault) -> bool:
    return fault.why.message.severity == "warning"
