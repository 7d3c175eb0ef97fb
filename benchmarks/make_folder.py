"""Make the data folders that the benchmarks run on.

`make_folder.py small medium large` makes them under benchmarks/folders/; a folder that is there
already, and was made with the same parameters, is kept.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from made_up_models import Model, ModelMaker, chance
from made_up_records import RecordMaker
from made_up_units import Units, made_up_units, units_text, words

FOLDERS = Path(__file__).parent / "folders"
# To be raised whenever the same parameters give other bytes.
VERSION = 3
AWARDS = 0.02
CHANGED = "models/2024/2024-phuoc-loc-tieng-keng-an-ninh.yaml"  # now and then in the long history
OFFICE = """\
format: 1
office: Ban Dân vận Tỉnh ủy Bình Phú
unit: binh-phu
"""


@dataclass(frozen=True)
class Plan:
    """What a folder is made from."""

    models: int
    first_year: int
    years: int
    seed: int = 2020
    version: int = VERSION
    commits: int = 0  # behind the first one, each of one model

    @property
    def all_years(self) -> str:
        """Return its campaign years, as `--year` takes them."""
        return f"{self.first_year}-{self.last_year}"

    @property
    def last_year(self) -> int:
        """Return its latest campaign year."""
        return self.first_year + self.years - 1


PLANS = {
    "tiny": Plan(100, 2024, 1),
    "one-year": Plan(10_000, 2024, 1),
    "small": Plan(1_240, 2021, 3),
    "medium": Plan(20_000, 2005, 20),
    "large": Plan(100_000, 2005, 20),
    "history": Plan(100_000, 2005, 20, commits=2_000),
}


def folder_of(name: str) -> Path:
    """Return where the folder of a plan lies."""
    return FOLDERS / name


def stamp_of(name: str) -> Path:
    """Return where it is noted what the folder was made from: beside it, as git would see it inside."""
    return FOLDERS / f"{name}.json"


def make(name: str) -> bool:
    """Make the folder unless it is there; return whether it had to be made."""
    folder, stamp = folder_of(name), stamp_of(name)
    wanted = json.dumps({key: value for key, value in asdict(PLANS[name]).items() if value}, indent=2) + "\n"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    _write_all(folder, PLANS[name])
    _commit(folder)
    _change(folder, PLANS[name])
    stamp.write_text(wanted, encoding="utf-8")
    return True


def _write_all(folder: Path, plan: Plan) -> None:
    for kind in ("models", "evaluations", "awards", "figures"):
        for year in range(plan.first_year, plan.last_year + 1):
            (folder / kind / str(year)).mkdir(parents=True)
    for path, text in _files(plan):
        # Path.open is slow enough to be felt two hundred thousand times.
        with open(f"{folder}/{path}", "wb") as file:  # noqa: PTH123
            file.write(text.encode())


def _files(plan: Plan) -> Iterator[tuple[str, str]]:
    listed, rng = words(), random.Random(plan.seed)
    units = Units(made_up_units(listed, rng))
    maker, writer = ModelMaker(listed, units, rng), RecordMaker(listed, units, rng)
    yield "danvan.yaml", OFFICE
    yield "units.yaml", units_text(units.listed)
    yield ".gitignore", ".danvan.lock\n"
    for number in range(plan.years):
        how_many = plan.models // plan.years + (number < plan.models % plan.years)
        yield from _year(maker.year(plan.first_year + number, how_many), writer)


def _year(models: list[Model], writer: RecordMaker) -> Iterator[tuple[str, str]]:
    year = models[0].year
    for number, model in enumerate(models):
        yield f"models/{year}/{model.id}.yaml", writer.model(model)
        level, text = writer.evaluation(model)
        yield f"evaluations/{year}/{model.id}.{level}.yaml", text
        if chance(writer.rng, AWARDS):
            yield f"awards/{year}/{year}-khen-thuong-{number}.yaml", writer.award(model)
    yield f"figures/{year}/{year}-bao-cao-tong-ket.yaml", _figures(len(models))


def _figures(registered: int) -> str:
    source = "source: Báo cáo tổng kết công tác dân vận của Tỉnh ủy\nwhere: {unit: binh-phu}\n"
    return f"{source}claims:\n  - {{measure: registered, value: {registered}}}\n"


def _commit(folder: Path) -> None:
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Made-up records")
    # As git would do it by itself sooner or later, but not in the middle of a measurement.
    _git(folder, "gc", "--quiet")


def _change(folder: Path, plan: Plan) -> None:
    """Commit changes of the last year's models, as an office makes them, and note what they touch, as `save` does."""
    rng, models = random.Random(plan.seed), sorted(folder.glob(f"models/{plan.last_year}/*.yaml"))
    head = subprocess.run(("git", "-C", folder, "symbolic-ref", "HEAD"), check=True, capture_output=True).stdout
    stream = [b"feature done\n"]
    for number in range(plan.commits):
        file = folder / CHANGED if number % 400 == 0 else rng.choice(models)
        file.write_bytes(file.read_bytes() + b"# %d\n" % number)
        origin = b"" if number else b"from %b^0\n" % head.strip()
        path, data = file.relative_to(folder).as_posix().encode(), file.read_bytes()
        made = b"committer Benchmarks <benchmarks@example.org> %d +0700\ndata 0\n" % (1_700_000_000 + 60 * number)
        change = b"M 100644 inline %b\ndata %d\n%b\n" % (path, len(data), data)
        stream.append(b"commit %b\n%b%b%b" % (head.strip(), made, origin, change))
    if plan.commits:
        command = ("git", "-C", folder, "fast-import", "--quiet")
        subprocess.run(command, check=True, input=b"".join([*stream, b"done\n"]), env=git_environment())
        _git(folder, "reset", "--quiet")
        _git(folder, "gc", "--quiet")
        _git(folder, "commit-graph", "write", "--reachable", "--changed-paths")


def _git(folder: Path, *words_: str) -> None:
    person = ("-c", "user.name=Benchmarks", "-c", "user.email=benchmarks@example.org", "-c", "gc.auto=0")
    subprocess.run(("git", "-C", folder, *person, *words_), check=True, env=git_environment())


def git_environment() -> dict[str, str]:
    """Return an environment in which git has nobody's own settings."""
    return os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def main() -> None:
    """Make the folders that are named, or all."""
    parser = argparse.ArgumentParser(description="Make the data folders that the benchmarks run on.")
    # Python 3.11 finds no names at all not to be among the choices, hence the list that holds the empty one.
    parser.add_argument("names", nargs="*", choices=[*PLANS, []], metavar=" ".join(PLANS))
    for name in parser.parse_args().names or PLANS:
        is_new = make(name)
        print(f"{folder_of(name)}: {'made' if is_new else 'there already'}", file=sys.stderr)


if __name__ == "__main__":
    main()
