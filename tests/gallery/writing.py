"""Refused because of what is on record already: exit code 1, and the folder stays as it is."""

from danvan_cli.store.lock import LOCK_FILE
from gallery.playing import OFFICE_FOLDER, ByForce, Situation

_MODEL = "models/2020/2020-cho-khong-rac.yaml"
_NEW = "--year 2020 --unit 'Hiệp Thành' --kind tap-the"
_AWARD = "--year 2020 --kind ca-nhan --form giay-khen --authority nga-bay --recipient 'Lê Hòa'"

WRITING = [
    Situation(
        "registered-already",
        f"register {_NEW} --title 'Chợ không rác'",
        "Nothing, if it is the same model. If it is another one of that name in that unit, give it an id: "
        "`--id 2020-cho-khong-rac-2`. If only the record is wrong: `danvan set`.",
    ),
    Situation(
        "awarded-already",
        f"award {_AWARD}",
        "Nothing, if it is the same award. A second one that differs in nothing on record gets `--id`.",
        before=(f"award {_AWARD}",),
    ),
    Situation(
        "identity-doubtful",
        f"award {_AWARD} --decision 9-QĐ/TU --on 20/12/2020",
        "`danvan grant` gives what was proposed, and keeps on record that it was. If it is another award: `--anyway`.",
        before=(f"award {_AWARD} --propose",),
    ),
    Situation(
        "decided-already",
        "recognize 'Chợ không rác' --decision 200-QĐ/TU --on 25/12/2020",
        "Look at the decision on paper. If the record is wrong: `danvan set evaluations/2020/… decision=200-QĐ/TU`.",
    ),
    Situation(
        "revoked-already",
        "recognize 'Thắp sáng đường quê' --decision 123-QĐ/TU --on 20/12/2020",
        "If it was revoked by mistake: `danvan set evaluations/2020/… revoked_on=`.",
    ),
    Situation(
        "not-proposed",
        "grant 2020-bang-khen-minh --decision 9-QĐ/TU --on 20/12/2020",
        "`danvan show` says what became of it. If it was noted wrongly: `danvan set … status=de-nghi`, then again.",
    ),
    Situation(
        "not-awarded",
        "revoke 2020-bang-khen-minh --on 01/03/2021",
        "Look whether another award is meant: `danvan list awards --year 2020`.",
    ),
    Situation(
        "referred-to",
        "remove 2020-cho-khong-rac --reason 'Ghi trùng'",
        "If it is there twice: `danvan merge`, which moves what refers to it. Else remove first what refers to it.",
    ),
    Situation(
        "stated-already",
        "figure --year 2020 --source 'Báo cáo năm 2020' --measure registered --value 3",
        "Nothing: it is on record.",
    ),
    Situation(
        "unit-there",
        "unit add --name 'Phường Hiệp Lợi' --level xa --parent nga-bay",
        "Nothing, if it is that unit; `danvan unit list` shows it. Another one of that name gets `--id`.",
    ),
    Situation(
        "unit-ended",
        "unit succeed tan-thanh --on 01/07/2021 --into hiep-loi",
        "If the end on record is wrong: `danvan unit correct tan-thanh --until 30/06/2021`.",
    ),
    Situation(
        "exists",
        f"register {_NEW} --title 'Chợ xanh' --id 2020-cho-khong-rac",
        "Choose another `--id`, or leave it out: danvan then makes one.",
    ),
    Situation(
        "changed-meanwhile",
        "edit 2020-cho-khong-rac",
        "Look at what the other person wrote (`danvan show`), and do yours again.",
        meanwhile={_MODEL: OFFICE_FOLDER[_MODEL].replace("rác", "rác thải")},
        edited=OFFICE_FOLDER[_MODEL].replace("Chợ", "Khu chợ"),
    ),
    Situation(
        "linked",
        "register --year 2021 --unit 'Hiệp Thành' --kind tap-the --title 'Chợ xanh'",
        "Put a real folder or file where the link is.",
        links={"models/2021": "2020"},
    ),
    Situation(
        "not-a-file",
        "edit 2020-cho-khong-rac",
        "Move away what has the file's name.",
        meanwhile={_MODEL: None},
        edited=OFFICE_FOLDER[_MODEL].replace("Chợ", "Khu chợ"),
    ),
    Situation(
        "cannot-write",
        "register --year 2021 --unit 'Hiệp Thành' --kind tap-the --title 'Chợ xanh'",
        "Here a file stands where the year's folder should be. Mostly it is a full disk, a folder that only others may "
        "write into, or a network share that went away. All is as it was.",
        files={"models/2021": ""},
    ),
    Situation(
        "cannot-lock",
        f"register {_NEW} --title 'Chợ xanh'",
        "Here a folder stands where the lock should be. Mostly it is a folder that only others may write into: ask "
        "whoever looks after it for the right. Reading goes on all the same.",
        files={f"{LOCK_FILE}/x": ""},
    ),
]
_FULL = "No space left on device"

# What only a disk, a network or another danvan can bring about.
BY_FORCE = [
    ByForce(
        "partly-written",
        {
            "done": 3,
            "total": 15,
            "path": "models/2021/2021-hiep-loi-duong-hoa.yaml",
            "reason": _FULL,
            "why": "cannot-write",
        },
        "Mend what is said, and run the same command again: it does what is left.",
        "tests/store/test_write_faults.py",
    ),
    ByForce(
        "locked",
        {"seconds": 30},
        "Wait for the other one. A lock file that lies about means nothing: whoever died holds no lock.",
        "tests/store/test_lock.py",
    ),
    ByForce(
        "plan-changed",
        {},
        "Run it again, and look at what is shown: it is made of the records as they are now.",
        "tests/test_gallery.py",
    ),
    ByForce(
        "cannot-open",
        {"file": "ds.xlsx", "reason": "Permission denied"},
        "Mostly it is open in Excel, or on a share that went away.",
        "tests/exchange/test_reading_damaged.py",
    ),
    ByForce(
        "too-many-cells",
        {"file": "ds.ods", "cells": 2_000_000},
        "Take out empty columns and sheets that are no lists; then split it.",
        "tests/exchange/test_reading_damaged.py",
    ),
    ByForce("no-git", {}, "Install git; all else goes without it.", "tests/test_gallery.py"),
    ByForce("no-shell", {"value": "fish"}, "Name the shell that you use.", "tests/test_gallery.py"),
]
