"""What is refused only by force: a full disk, a lock, a history that others wrote; each is tested elsewhere."""

from danvan_cli.domain.commit import Commit, LaterChange
from danvan_cli.domain.errors import WriteError
from danvan_cli.domain.fields import MODEL as FIELDS
from danvan_cli.store.writing import CANNOT_WRITE
from tests.gallery.playing import ForcedRefusal

_MODEL = "models/2020/2020-cho-khong-rac.yaml"
_FULL = "No space left on device"

# What only a disk, a network or another danvan can bring about.
_MADE = Commit("a1b2c3d" + "0" * 33, (), "Trần Thị Hoa", 1608537600, "+0700", "set")
_TAKING_BACK = "tests/recording/test_undoing.py"
_TAKING_BACK_NAMED = "tests/recording/test_undoing_named.py"

BY_FORCE = [
    ForcedRefusal(
        "changed-since",
        {"later": [LaterChange(_MODEL, (FIELDS["note"],), _MADE)], "revision": _MADE.id[:12]},
        "Somebody meant it to be as it is now. Take that back first, or leave both.",
        _TAKING_BACK,
    ),
    ForcedRefusal(
        "changed-by-hand",
        {"later": [LaterChange(_MODEL, (FIELDS["note"],), None)]},
        "What is in no history cannot be brought back: keep it first.",
        _TAKING_BACK,
    ),
    ForcedRefusal(
        "changed-in-work",
        {"later": [LaterChange(_MODEL, (FIELDS["note"],), None)], "what": "a merge", "command": "git merge --abort"},
        "Meanwhile nothing can be kept, so what is not kept yet would be lost.",
        _TAKING_BACK,
    ),
    ForcedRefusal(
        "spoilt-by-hand",
        {"later": [LaterChange(_MODEL, (), None)], "path": _MODEL},
        "What cannot be read cannot be taken back key by key: mend it, or have it as it was kept last.",
        "tests/recording/test_spoilt_files.py",
    ),
    ForcedRefusal(
        "changed-for-good",
        {"later": [LaterChange(_MODEL, (FIELDS["note"],), _MADE)], "path": _MODEL},
        "The present text came with a merge, which is not taken back: change what you need by hand.",
        _TAKING_BACK,
    ),
    ForcedRefusal(
        "redo-changed",
        {"later": [LaterChange(_MODEL, (FIELDS["note"],), _MADE)], "path": _MODEL},
        "Somebody meant it to be as it is now. Look at what she changed, and type what is to be otherwise.",
        _TAKING_BACK,
    ),
    ForcedRefusal(
        "referred-since",
        {"name": _MODEL, "number": 1, "others": "awards/2020/2020-giay-khen-lan.yaml"},
        "What was recorded since would lead nowhere. Take that back first: `danvan undo ID`.",
        _TAKING_BACK,
    ),
    ForcedRefusal(
        "other-years",
        {"path": "evaluations/2020/2020-cho-khong-rac.xa.yaml", "other": _MODEL, "id": "2020-cho-khong-rac"},
        "The year of one of them was changed since: `danvan log` tells when, `danvan undo` takes that back first.",
        "tests/recording/test_years_left.py",
    ),
    ForcedRefusal(
        "not-undoable",
        {"name": "a1b2c3d"},
        "Take back the changes themselves, one by one: `danvan log` lists them.",
        _TAKING_BACK_NAMED,
    ),
    ForcedRefusal(
        "changes-nothing",
        {"name": "a1b2c3d"},
        "It is of other files of the same repository; `git revert` takes it back.",
        _TAKING_BACK_NAMED,
    ),
    ForcedRefusal(
        "no-plain-files",
        {"path": "evidence/2020/anh"},
        "It was a link or another repository. `git revert` takes such a thing back.",
        "tests/store/test_commits.py",
    ),
    ForcedRefusal(
        "nothing-pasted",
        {},
        "`danvan import -`, and what was copied in a sheet or a message.",
        "tests/cli/test_pasted.py",
    ),
    ForcedRefusal(
        "no-current-folder",
        {},
        "`cd` to a folder that is there: somebody, or another program, deleted this one while you stood in it.",
        "tests/whole/test_odd_files.py",
    ),
    ForcedRefusal(
        "partly-written",
        {
            "done": 3,
            "total": 15,
            "cause": WriteError(CANNOT_WRITE, path="models/2021/2021-hiep-loi-duong-hoa.yaml", reason=_FULL),
        },
        "Mend what is said, and run the same command again: it does what is left.",
        "tests/store/test_write_faults.py",
    ),
    ForcedRefusal(
        "evidence-too-large",
        {"value": "hội nghị.mp4"},
        "A video of more than 100 MB belongs on a disk of its own; what is noted of it is where.",
        "tests/recording/test_evidence_files.py",
    ),
    ForcedRefusal(
        "evidence-unreadable",
        {"value": "ảnh.jpg", "reason": "Permission denied"},
        "Mostly another account owns it, or it lies on a share that went away.",
        "tests/recording/test_evidence_files.py",
    ),
    ForcedRefusal(
        "locked",
        {"seconds": 30},
        "Wait for the other one. A lock file that lies about means nothing: whoever died holds no lock.",
        "tests/store/test_lock.py",
    ),
    ForcedRefusal(
        "plan-changed",
        {},
        "Run it again, and look at what is shown: it is made of the records as they are now.",
        "tests/whole/test_gallery.py",
    ),
    ForcedRefusal(
        "cannot-open",
        {"file": "ds.xlsx", "reason": "Permission denied"},
        "Mostly it is open in Excel, or on a share that went away.",
        "tests/spreadsheet/test_reading_damaged.py",
    ),
    ForcedRefusal(
        "too-many-cells",
        {"file": "ds.ods", "cells": 400_000},
        "Take out empty columns and sheets that are no lists; then split it.",
        "tests/spreadsheet/test_reading_damaged.py",
    ),
    ForcedRefusal(
        "no-editor",
        {"editor": "notepad++"},
        'On Windows, for instance: `setx EDITOR "C:\\Program Files\\Notepad++\\notepad++.exe -multiInst"`.',
        "tests/recording/test_editing_by_hand.py",
    ),
    ForcedRefusal(
        "editor-failed",
        {"editor": "/usr/bin/vim", "reason": "1"},
        "What was typed before that is kept, and it is said where.",
        "tests/recording/test_editing_by_hand.py",
    ),
    ForcedRefusal(
        "not-trusted",
        {
            "path": "/mnt/chung/dan-van",
            "owner": "lan",
            "command": "git config --global --add safe.directory /mnt/chung/dan-van",
        },
        "On a stick or a share, git first wants to hear that the folder is known. Type what is said, once.",
        "tests/store/test_git_reasons.py",
    ),
    ForcedRefusal(
        "git-refuses",
        {"reason": "bad config line 1 in file .git/config"},
        "git says the same to `git status`; whoever looks after the machine can mend it.",
        "tests/store/test_git_reasons.py",
    ),
    ForcedRefusal(
        "not-kept",
        {"reason": "gpg failed to sign the data"},
        "The records are written; mend what git says, then `danvan save`.",
        "tests/store/test_committing.py",
    ),
    ForcedRefusal(
        "unkept",
        {"names": "models/2020/2020-hiep-thanh-cho-sach.yaml"},
        "`danvan save`, then `danvan undo`: it takes back what was kept last.",
        "tests/cli/test_keeping.py",
    ),
    ForcedRefusal(
        "unkept-in-work",
        {"names": "models/2020/2020-hiep-thanh-cho-sach.yaml", "what": "a merge", "command": "git merge --abort"},
        "Whoever began that ends it (`git merge --abort`, say); then `danvan save`, then `danvan undo`.",
        "tests/counting/test_set_aside.py",
    ),
    ForcedRefusal(
        "not-repeatable",
        {"name": "a1b2c3d"},
        "Name the changes themselves, one by one: `danvan log` lists them.",
        "tests/counting/test_set_aside.py",
    ),
    ForcedRefusal(
        "names-gone",
        {"path": "awards/2020/2020-khen-thuong-cho-sach.yaml", "other": "2020-hiep-thanh-cho-sach"},
        "A record that leads nowhere would be an error of `danvan check`.",
        _TAKING_BACK,
    ),
    ForcedRefusal(
        "unfinished",
        {"what": "a merge", "command": "git merge --abort"},
        "The records are written. Whoever began that ends it (`git merge --abort`, say), then `danvan save`.",
        "tests/store/test_committing.py",
    ),
    ForcedRefusal(
        "index-locked",
        {"moment": "2026-11-30T08:12:00+07:00", "command": "rm /home/lan/dan-van/.git/index.lock"},
        "The records are written; `danvan save` when the other program is done. A lock of whoever died is in `.git`.",
        "tests/store/test_committing.py",
    ),
    ForcedRefusal(
        "not-made",
        {"reason": "could not write config file .git/config: No space left on device"},
        "The data folder is made all the same. `danvan init` again makes the repository, when git can.",
        "tests/store/test_git_reasons.py",
    ),
    ForcedRefusal(
        "shallow",
        {"name": "31/12/2019", "date": "2021-06-30"},
        "The copy was made with `git clone --depth`; the rest lies where it came from.",
        "tests/store/test_git_reasons.py",
    ),
    ForcedRefusal(
        "no-folder-then",
        {"name": "1f2e3d4c5b6a"},
        "Ask a later state; `git log` shows which there are.",
        "tests/store/test_git_reasons.py",
    ),
    ForcedRefusal(
        "folder-elsewhere",
        {
            "name": "1f2e3d4c5b6a",
            "path": "cu/",
            "command": "git worktree add /home/lan/kho-1f2e3d4c5b6a 1f2e3d4c5b6a",
            "data": "/home/lan/kho-1f2e3d4c5b6a/cu",
        },
        "What is said lays that state beside the repository; `git worktree remove` takes it away again.",
        "tests/store/test_git_reasons.py",
    ),
    ForcedRefusal(
        "revision-damaged",
        {"name": "1f2e3d4c5b6a", "reason": "Could not read 75407884ff430e9f8b06b02e475567bc59f38a2b"},
        "Today's records are not touched by it; only that state cannot be asked.",
        "tests/store/test_git_reasons.py",
    ),
    ForcedRefusal(
        "cache-linked",
        {"path": "/tmp/danvan"},  # noqa: S108 - a sentence, not a file
        "Somebody may have laid the link there so that danvan writes over what it leads to.",
        "tests/index/test_place.py",
    ),
    ForcedRefusal(
        "cache-owner",
        {"path": "/tmp/danvan"},  # noqa: S108 - as above
        "Without DANVAN_CACHE the index lies in your own folder, where others do not come.",
        "tests/index/test_place.py",
    ),
    ForcedRefusal(
        "cache-other",
        {"path": "/tmp/danvan/index-7a3c9e51b2d04f86a1c5e7d9.db"},  # noqa: S108 - as above
        "If it is nobody's, it was an index and is damaged where its name stands: delete it.",
        "tests/index/test_place.py",
    ),
    ForcedRefusal(
        "too-much-text",
        {"file": "ds.xlsx", "letters": 20_000_000},
        "One file for each ward.",
        "tests/spreadsheet/test_endless.py",
    ),
    ForcedRefusal("no-git", {}, "Install git, then type the same once more.", "tests/whole/test_gallery.py"),
    ForcedRefusal(
        "no-git-there",
        {"path": "D:/Git"},
        "Look where `git.exe` lies; or leave DANVAN_GIT out, and danvan looks for it.",
        "tests/store/test_programs.py",
    ),
    ForcedRefusal("no-shell", {"value": "fish"}, "Name the shell that you use.", "tests/whole/test_gallery.py"),
    ForcedRefusal(
        "scripts-forbidden",
        {"value": "powershell", "policy": "Restricted"},
        "danvan changes no policy. All else goes without the Tab key.",
        "tests/cli/test_completion.py",
    ),
    ForcedRefusal(
        "no-profile",
        {"value": "powershell"},
        "`$PROFILE`, typed in PowerShell, says where it is.",
        "tests/cli/test_completion.py",
    ),
    ForcedRefusal(
        "not-danvans",
        {"path": "~/.config/fish/completions/danvan.fish"},
        "Whoever wrote it may need it; move it away, then run `--install` again.",
        "tests/cli/test_completion.py",
    ),
    ForcedRefusal(
        "backup-differs",
        {},
        "Whoever was writing by hand is done soon. danvan itself waits until a backup is made.",
        "tests/exporting/test_backup.py",
    ),
    ForcedRefusal(
        "backup-too-large",
        {"file": "danvan-2026.zip", "megabytes": 4100, "number": 800, "path": "/home/lan/khoi-phuc"},
        "Make room, or name a folder on another disk with `--data`.",
        "tests/store/test_backups.py",
    ),
    ForcedRefusal(
        "nothing-kept",
        {},
        "The first commit makes a history; the backup holds the folder as it is anyway.",
        "tests/exporting/test_backup.py",
    ),
    ForcedRefusal(
        "cut-short",
        {},
        "The copy was made with `git clone --depth`; the backup holds the folder as it is anyway.",
        "tests/exporting/test_backup.py",
    ),
    ForcedRefusal(
        "cannot-write",
        {"path": _MODEL, "reason": _FULL},
        "Mostly it is a full disk, a folder that only others may write into, or a network share that went away. All is "
        "as it was.",
        "tests/store/test_write_faults.py",
    ),
    ForcedRefusal(
        "read-only",
        {"path": _MODEL},
        "Files that were copied from a disc or out of an archive may bear that mark. The Properties of the folder take "
        "it off all of them.",
        "tests/store/test_windows.py",
    ),
    ForcedRefusal(
        "path-too-long",
        {"path": _MODEL, "length": 136, "most": 120},
        "Windows counts the letters of the whole path, 259 at most, unless long paths are switched on in it.",
        "tests/store/test_windows.py",
    ),
    ForcedRefusal(
        "quote-in-path",
        {"value": 'C:\\dan-van" tally --year 2020', "path": "C:\\dan-van"},
        "The Tab key puts a back slash at the end of a folder. Leave it out, or type two.",
        "tests/cli/test_typed_paths.py",
    ),
    ForcedRefusal(
        "unportable-name",
        {"name": "bien\\ban.pdf"},
        "On Windows it would be another file, or none. The rest is in the backup.",
        "tests/exporting/test_backup.py",
    ),
]
