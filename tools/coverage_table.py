"""How much of each package the tests run, by lines and branches: what `make coverage` prints last."""  # noqa: INP001 - a script

import json
import sys
from collections import Counter

_COUNTED = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def packages(report: str) -> dict[str, Counter[str]]:
    """Return the sums of coverage.py's JSON for each package, and for all of them."""
    sums: dict[str, Counter[str]] = {}
    for path, file in json.loads(report)["files"].items():
        parts = path.replace("\\", "/").split("/")
        package = parts[1] if len(parts) > 2 else "danvan_cli"  # noqa: PLR2004 - danvan_cli/package/module.py
        counted = Counter({name: file["summary"][name] for name in _COUNTED})
        for name in (package, "all"):
            sums.setdefault(name, Counter()).update(counted)
    return sums


def row(name: str, counted: Counter[str]) -> str:
    """Return a line of the table."""
    statements, lines, branches, taken = (counted[key] for key in _COUNTED)
    shares = (100 * part / whole if whole else 100 for part, whole in ((lines, statements), (taken, branches)))
    return f"| `{name}` | {statements} | " + " | ".join(f"{share:.1f} %" for share in shares) + " |"


def main() -> int:
    """Write the table of the JSON that is piped in."""
    sums = packages(sys.stdin.read())
    total = sums.pop("all")
    lines = ["| package | statements | lines run | branches taken |", "|---|---:|---:|---:|"]
    lines += [*(row(name, sums[name]) for name in sorted(sums)), row("all", total)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
