"""Problems as a table, for whoever passes them on."""

from collections.abc import Sequence

from danvan_cli.domain.problem import Problem
from danvan_cli.index.current_lists import Lists
from danvan_cli.locale import translate
from danvan_cli.text.mark import N_
from danvan_cli.text.visible import visible
from danvan_cli.view import problems
from danvan_cli.view.grid import Grid


def problem_grid(findings: Sequence[Problem], lists: Lists) -> Grid:
    """Return a row for each problem: how grave it is, where, what, and how to mend it."""
    headers = [N_("Severity"), N_("File"), N_("Line"), N_("What is wrong"), N_("How to mend it"), N_("Code")]
    rows = [
        [
            problems.severity(problem.rule),
            visible(problem.path),
            str(problem.place.line or ""),
            problems.message(problem, lists),
            problems.hint(problem, lists),
            problem.code,
        ]
        for problem in findings
    ]
    return Grid("", [*map(translate, headers)], rows, [False, False, True, False, False, False])
