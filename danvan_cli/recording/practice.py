"""Making a folder to practise in: an office that was made up, with two years of records and lists to take in."""

from pathlib import Path

from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.messages import Message
from danvan_cli.recording.office import MADE, new_file, other_files
from danvan_cli.recording.plan import Plan, plan
from danvan_cli.store.practice import is_free, practice_files
from danvan_cli.text.mark import N_

PRACTICE_NAME = "thuc-hanh"  # the folder's, where no other is named
PRACTICE_ALONE = Message(
    "practice-alone", N_("The office of a practice folder is given. Leave out: {options}; or leave out --practice.")
)
PRACTICE_THERE = Message(
    "practice-there", N_("{path} is there already. To begin anew, delete that folder, or name another one with --data.")
)


def make_practice(root: Path) -> Plan:
    """Plan the files of the practice folder; raise WriteError where something is there already."""
    if not is_free(root):
        raise WriteError(PRACTICE_THERE, path=root.name)
    records = [new_file(path, "office", {}, data) for path, data in practice_files().items()]
    return plan(MADE, [*records, *other_files(())])
