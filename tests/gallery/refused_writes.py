"""RequestError because of what is on record already: exit code 1, and the folder stays as it is."""

from danvan_cli.store.lock import LOCK_FILE
from tests.gallery.playing import OFFICE_FOLDER, Situation

_MODEL = "models/2020/2020-cho-khong-rac.yaml"
_NEW = "--year 2020 --unit 'Hiệp Thành' --kind tap-the"
_HELD = "--year 2020 --unit 'Hiệp Thành' --form 'đối thoại' --title 'Đối thoại với tiểu thương' --held-on 12/5/2020"
_AWARD = "--year 2020 --kind ca-nhan --form giay-khen --authority nga-bay --recipient 'Lê Hòa'"

WRITING = [
    Situation(
        "registered-already",
        f"register {_NEW} --title 'Chợ không rác'",
        "Nothing, if it is the same model. If it is another one of that name in that unit, give it an id: "
        "`--id 2020-cho-khong-rac-2`. If only the record is wrong: `danvan set`.",
    ),
    Situation(
        "nothing-to-undo",
        "undo --yes",
        "`danvan log` lists what was written, by whom. What somebody else made is taken back by its name there.",
        before=("init",),
    ),
    Situation(
        "nothing-of-record",
        "undo 2020-cho-khong-rac --yes",
        "`danvan log 2020-cho-khong-rac` lists all that was done to it; `danvan undo` takes a name from there.",
        before=("init",),
    ),
    Situation(
        "nothing-to-redo",
        "redo --yes",
        "Only what was just taken back can be done again. What was written since is not put at risk.",
        before=("init",),
    ),
    Situation(
        "practice-there",
        "init --practice --data thuc-hanh",
        "Nothing, if it is the practice folder of before: go on in it. Else delete it, or name another folder.",
        sent={"thuc-hanh/danvan.yaml": "format: 1\n"},
    ),
    Situation(
        "not-free",
        "init --from ban.zip --data thuc-hanh",
        "A folder is made again beside others, never over one: `--data khoi-phuc`, and look into it first.",
        before=("backup -o ban.zip",),
        sent={"thuc-hanh/danvan.yaml": "format: 1\n"},
    ),
    Situation(
        "within-folder",
        "init --from ban.zip --data ../data/khoi-phuc",
        "A folder within another is taken for part of it. Beside it: `--data ../khoi-phuc`.",
        before=("backup -o ban.zip",),
    ),
    Situation(
        "unit-in-use",
        "unit remove 'Hiệp Thành' --yes",
        "Nothing, if units or records are of it. What is of it wrongly is set right first: `danvan set`, `danvan unit "
        "correct`.",
    ),
    Situation(
        "unit-id-in-use",
        "unit correct 'Hiệp Thành' --id phuong-hiep-thanh",
        "Nothing: an id is only what files call a unit by. What people see is the name: `danvan unit correct` with "
        "`--name`.",
    ),
    Situation(
        "recorded-already",
        f"activity {_HELD}",
        "Nothing, if it is the same activity. One of another day says which, by `--held-on`; another one of that day "
        "gets `--id`.",
        before=(f"activity {_HELD}",),
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
        "identity-undecided",
        "set 2020-giay-khen-ca-nhan-le-lan 'recipient=Lê Hòa'",
        "If they are one: `danvan merge`. If it is another award: `--anyway`, or state what tells them apart.",
        before=(
            "award --year 2020 --kind ca-nhan --form giay-khen --recipient 'Lê Hòa' --position 'Tổ trưởng'",
            "award --year 2020 --kind ca-nhan --form giay-khen --recipient 'Lê Lan'",
        ),
    ),
    Situation(
        "doubt-open",
        f"activity {_HELD.replace('5/2020', '5/2062')}",
        "Correct what was mistyped. If it really is so: `--anyway`; `danvan check` goes on to warn of it.",
    ),
    Situation(
        "year-ahead",
        "template models --year 2062",
        "Correct what was mistyped. If it really is so: `--anyway`.",
    ),
    Situation(
        "same-as-another",
        "set 2020-giay-khen-ca-nhan-b recipient=A",
        "If they are one: `danvan merge`. If not, say in both what tells them apart, such as the position or the unit.",
        before=(
            "award --year 2020 --kind ca-nhan --form giay-khen --recipient A",
            "award --year 2020 --kind ca-nhan --form giay-khen --recipient B",
        ),
    ),
    Situation(
        "there-otherwise",
        "move 2020-cho-khong-rac --year 2021",
        "Look at both. If the one that is there is wrong: `danvan remove` it first.",
        files={"evaluations/2021/2020-cho-khong-rac.xa.yaml": "{rating: kha}\n"},
    ),
    Situation(
        "continues-no-earlier",
        "move 2021-cho --year 2020",
        "Look at both years: one of them is wrong, or `continues` names the wrong model.",
        files={
            "models/2021/2021-cho.yaml": (
                "{title: Chợ sạch, unit: hiep-thanh, kind: tap-the, continues: 2020-cho-khong-rac}\n"
            )
        },
    ),
    Situation(
        "continued-by-no-later",
        "move 2020-cho-khong-rac --year 2021",
        "Move that one first, or correct its `continues`.",
        files={
            "models/2021/2021-cho.yaml": (
                "{title: Chợ sạch, unit: hiep-thanh, kind: tap-the, continues: 2020-cho-khong-rac}\n"
            )
        },
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
        "decided-on",
        "recognize 'Chợ không rác' --propose --on 05/11/2020",
        "Nothing: it is decided. If it was noted wrongly: `danvan set evaluations/2020/… recognized=`, then again.",
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
        "nothing-to-replace",
        "figure --year 2020 --source 'Báo cáo năm 2020' --measure awards --value 3 --replace",
        "Nothing is replaced unless it answers the same: the measure, the years, the conditions.",
    ),
    Situation(
        "unit-there",
        "unit add --name 'Phường Hiệp Lợi' --level xa --parent nga-bay",
        "Nothing, if it is that unit; `danvan unit list` shows it. Another one of that name gets `--id`.",
    ),
    Situation(
        "entry-there",
        "vocabulary add field 'xây dựng nông thôn mới'",
        "Nothing, if it is that entry; `danvan vocabulary list field` shows what else it is called.",
    ),
    Situation(
        "entry-id-taken",
        "vocabulary add rating 'Tột'",
        "If it was mistyped: nothing. If it is another entry: `--id tot-bac`.",
    ),
    Situation(
        "no-level-for",
        "unit load 'Cà Mau'",
        "`danvan vocabulary add level 'Cấp tỉnh' --before xa`.",
        files={
            "danvan.yaml": "{format: 1, unit: nga-bay, vocabulary: {level: "
            "[{id: huyen, label: Cấp huyện}, {id: xa, label: Cấp xã}]}}\n"
        },
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
        "file-in-the-way",
        "register --year 2021 --unit 'Hiệp Thành' --kind tap-the --title 'Chợ xanh'",
        "Look at what it holds: it may be somebody's record that was saved under the year's name.",
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
