"""Run one whole process: how long it took, how much of the processors, and how much memory it held at most."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO

Environment = dict[str, str]

LAST_LINES = 3


class FailedError(Exception):
    """A measured process did not end as it should."""


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Step:
    """A command, the exit codes that are right for it, and what precedes and follows each run unmeasured.

    `tells` is what the environment tells it beside what it tells every step.
    """

    name: str
    command: tuple[str, ...]
    codes: tuple[int, ...] = (0,)
    before: Callable[[], None] = _nothing
    after: Callable[[], None] = _nothing
    tells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """What one run took; all but the wall's seconds is unknown where the system does not say."""

    seconds: float
    cpu_seconds: float | None
    peak_mib: float | None


def run(step: Step, environment: Environment) -> Cost:
    """Run the step once, its output thrown away."""
    step.before()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(
            step.command, stdout=subprocess.DEVNULL, stderr=errors, env={**environment, **step.tells}
        )
        code, cpu, peak = _wait(process)
        cost = Cost(time.perf_counter() - begun, cpu, peak)
        if code not in step.codes:
            raise FailedError(_complaint(step, code, errors))
    step.after()
    return cost


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, float | None, float | None]:
    """Wait for the end, by wait4 where ru_maxrss is known to be in KiB; return exit code, CPU seconds and peak MiB."""
    if sys.platform != "linux":
        return process.wait(), None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _complaint(step: Step, code: int, errors: IO[str]) -> str:
    errors.seek(0)
    lines = [line.strip() for line in errors if line.strip()][-LAST_LINES:]
    return f"{step.name} ended with {code}, not {' or '.join(map(str, step.codes))}: {' / '.join(lines)}"
