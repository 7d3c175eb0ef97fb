"""Typed wrongly: exit code 2, and nothing is written. All mistakes of a command are named at once."""

from tests.gallery.playing import Situation
from tests.helpers.declared_messages import REFUSALS

_NEW = "register --year 2020 --unit 'Hiệp Thành' --kind tap-the --title 'Chợ xanh'"
_EVALUATE = "evaluate 2020-duong-hoa"

# Not one sentence, but how several are told together.
SEVERAL = [
    Situation(
        "missing",
        "register --unit 'Hiệp Thành'",
        "Give them all. At a terminal, `danvan register` asks for what is missing instead.",
        says="These have to be given: {options}.",
    ),
    Situation(
        "several-mistakes",
        "register --year 20 --unit 'Hiệp Hòa' --kind tap-the --title 'Chợ xanh' --registered-on 31/02/2020",
        "Correct them all; they are named at once.",
        says=REFUSALS["no-such-day"].sentence,
    ),
    Situation(
        "unsound",
        "edit 2020-cho-khong-rac",
        "At a terminal danvan leads back into the editor. Elsewhere what was typed is kept, and the record stays.",
        edited="title: Chợ không rác\nunit: hiep-thanh\nkind: tap-the\nended_on: 31/02/2020\n",
        says="Nothing was written.",
    ),
    Situation(
        "faulty-record",
        "set 2020-cho-khong-rac kind=ca-nhan",
        "A record with faults is mended first: `danvan edit 2020-cho-khong-rac`.",
        files={"models/2020/2020-cho-khong-rac.yaml": "{title: Chợ, unit: hiep-thanh, kind: tap-the, count: 1.240}\n"},
        says="Nothing was written.",
    ),
    Situation(
        "cannot-edit",
        "set 2020-cho-khong-rac title='Khu chợ không rác'",
        "`danvan edit`, and change it by hand: nobody's comments are lost that way.",
        files={"models/2020/2020-cho-khong-rac.yaml": "{title: &t Chợ, unit: hiep-thanh, kind: tap-the, note: *t}\n"},
        says="{path} is written in a way that cannot be changed safely. By hand: danvan edit {path}",
    ),
    Situation(
        "lists-unreadable",
        "register --year 2020 --unit 'Hiệp Thành' --kind tap-the --title 'Chợ xanh'",
        "`danvan edit units.yaml` opens that file whatever is wrong in it.",
        files={"units.yaml": "- {id: nga-bay, name: Thành phố Ngã Bảy\n"},
        says="Until this is mended, nothing is counted and nothing written.",
    ),
]
TYPING = [
    Situation("no-year", _NEW.replace("2020", "20"), "Four digits."),
    Situation(
        "no-date", f"{_NEW} --registered-on 'hôm kia'", "A day that is in the calendar; a month, `12/2020`; a year."
    ),
    Situation(
        "date-without-year", f"{_NEW} --registered-on 5/2", "A prompt takes it and shows the year; an option does not."
    ),
    Situation("no-such-day", f"{_NEW} --registered-on 31/02/2020", "Look at the day, and at the month."),
    Situation("no-whole", f"{_NEW} --participants 'rất đông'", "Digits; thousands may be set off by a point."),
    Situation(
        "other-unit", f"{_NEW} --budget '35 ngày công'", "Say it in the unit that is named, or leave the unit out."
    ),
    Situation("no-count", f"{_NEW} --count 0", "A record stands for one thing at least; leave it out for one."),
    Situation(
        "no-number", f"{_EVALUATE} --score 1,240", "`1.240` is one thousand two hundred and forty; `1,24` has decimals."
    ),
    Situation(
        "no-flag",
        "set 2020-cho-khong-rac.huyen outstanding='có lẽ'",
        "`có` or `không`; nothing, if it is not known: `outstanding=`.",
    ),
    Situation(
        "device-id",
        f"{_NEW} --id con",
        "con, prn, aux, nul, com0 to com9 and lpt0 to lpt9 are devices of Windows, whatever ending they have.",
    ),
    Situation("no-id", f"{_NEW} --id 'Chợ xanh'", "Leave `--id` out: danvan makes an id out of year, unit and title."),
    Situation("given-twice", "set 2020-duong-hoa tags=hoa tags=cây", "Several tags are one value: `tags='hoa; cây'`."),
    Situation(
        "kind-of-model",
        _NEW.replace("tap-the", "mo-hinh"),
        "`tap-the` for a collective, `ca-nhan` for a person; `khong-ro` only for totals that nobody split.",
    ),
    Situation(
        "continues-year",
        f"{_NEW} --origin duy-tri --continues 2020-duong-hoa",
        "Name last year's record. What is copied from another place `--replicates` it.",
    ),
    Situation(
        "no-entry", f"{_NEW} --field 'thể thao'", "One of those; or add it: `danvan vocabulary add field 'Thể thao'`."
    ),
    Situation("not-among", _NEW.replace("tap-the", "tap-tho"), "One of those."),
    Situation("no-pair", f"{_EVALUATE} --results hien-dat", "`--results hien-dat=1200`."),
    Situation(
        "empty-part", f"{_EVALUATE} --results hien-dat=", "`danvan set 2020-cho-khong-rac.huyen results.hien-dat=`."
    ),
    Situation("no-scorer", f"{_EVALUATE} --scorers Lan", "`--scorers 'Lan: noi-dung=8; cach-lam=7'`."),
    Situation("no-key", "set 2020-cho-khong-rac titel=Chợ", "`docs/format.md` has all keys of a record."),
    Situation(
        "no-parts", "set 2020-cho-khong-rac title.vi=Chợ", "Only `results`, `scores`, `scorers` and `extra` have parts."
    ),
    Situation(
        "key-elsewhere",
        "set 2020-cho-khong-rac rating=tot",
        "What a level found about a model is its evaluation: the model's id, a point, the level.",
    ),
    Situation(
        "not-by-set",
        "set 2020-bao-hau-giang where=unit=nga-bay",
        "Conditions and figures stand in the file as lists: `danvan edit` opens it.",
        before=("figure --year 2020 --source 'Báo Hậu Giang' --measure registered --value 3",),
    ),
    Situation("required", "set 2020-cho-khong-rac title=", "To take the record away: `danvan remove`."),
    Situation(
        "no-letters", _NEW.replace("Chợ xanh", "–"), "A dash is no name; what is not known yet is left for later."
    ),
    Situation(
        "id-needed",
        "unit add --name '村' --level xa --parent nga-bay",
        "Such as `--id khu-dac-biet`; an id is made once and stays.",
    ),
    Situation(
        "empty-list",
        f"{_EVALUATE} --scores noi-dung=8",
        "`danvan vocabulary add criterion 'Nội dung' --max 10`.",
    ),
    Situation("no-such-list", "vocabulary add feild 'Du lịch'", "One of those, in English or Vietnamese."),
    Situation(
        "fixed-list", "vocabulary add kind 'Nhóm hộ'", "What the list cannot say goes into `note`, or into `tags`."
    ),
    Situation(
        "key-of-others", "vocabulary add field 'Du lịch' --min 80", "Leave it out, or name the list that is meant."
    ),
    Situation("before-or-after", "vocabulary add level 'Cấp vùng' --before tinh --after tinh", "One is enough."),
    Situation(
        "nothing-to-record", f"{_EVALUATE} --rating ''", "Give what was found; `danvan evaluate -h` has all options."
    ),
    Situation(
        "no-record", "show 2020-cho-khong-rca", "`danvan search` finds records by words, also without diacritics."
    ),
    Situation(
        "no-record-there",
        "show 2020-cho-khong-rac --unit 'Hiệp Lợi'",
        "Leave `--unit` out to see whose record it is; a unit also has the records of those below it.",
    ),
    Situation(
        "was-removed",
        "set 2020-duong-hoa field=khac",
        "To bring it back, move that file to where it was; its first two lines may stay.",
        before=("remove 2020-duong-hoa --reason 'nhập nhầm'",),
    ),
    Situation(
        "was-merged",
        "set 2020-duong-hoa field=khac",
        "Change the record that it became part of.",
        before=("merge 2020-den-duong 2020-duong-hoa --keep title",),
    ),
    Situation("several-records", "show duong", "Type more of it, or one of the ids named."),
    Situation("several-values", f"{_NEW} --field văn", "Type more of the name, or one of the ids named."),
    Situation(
        "several-units",
        f"{_NEW.replace('Hiệp Thành', 'Hiệp')}",
        "Type more of the name, or one of the ids named. A name that came back after a merger means the unit that was"
        " there on the record's day, or in the years asked for; where both were, nothing is guessed.",
    ),
    Situation(
        "no-unit",
        f"{_NEW.replace('Hiệp Thành', 'Hội Phụ nữ')}",
        "If it is one of those that are there, type its name; else add it.",
    ),
    Situation(
        "practice-alone",
        "init --practice --office 'Đảng ủy xã Bắc Sơn' --data moi",
        "To practise, `danvan init --practice` alone; an office of your own is made without `--practice`.",
    ),
    Situation(
        "not-there",
        "init --office 'Đảng ủy xã Bắc Sơn' --unit 'Xã Bắc Sơn' --level 'cấp ngõ' --data moi",
        "`tinh`, `huyen`, `xa` and `co-so` are there without more; others are named by `--levels`.",
    ),
    Situation(
        "unit-not-loaded",
        f"{_NEW.replace('Hiệp Thành', 'phường ngã bảy')}",
        "The command that is named loads it from the country's directory, with what it lies in. The year decides: the "
        "unit of that name in 2020 is not today's.",
    ),
    Situation(
        "units-not-loaded",
        f"{_NEW.replace('Hiệp Thành', 'Xã Tân Lập').replace('2020', '2026')}",
        "Take the name with what it lies in; `danvan unit load --for 'Xã Tân Lập'` names more of them.",
    ),
    Situation("no-province", "unit load 'Cà Mâu'", "Provinces of today; the Tab key offers them."),
    Situation("province-ended", "unit load 'Hậu Giang'", "The command that is named loads the province of today."),
    Situation(
        "not-in-directory",
        "unit load --for 'Hội Phụ nữ'",
        "The directory has provinces, districts and communes (docs/directory.md); others are added by hand.",
    ),
    Situation(
        "several-in-directory",
        "unit load --for 'Xã Tân Thành'",
        "Write what it lies in behind a comma: `--for 'Xã Tân Thành, Đồng Tháp'`.",
    ),
    Situation("names-and-where", "end 2020-duong-hoa --where unit=hiep-loi --on 31/12/2020", "One or the other."),
    Situation(
        "wrong-kind",
        "end --where kind=ca-nhan --of awards --on 31/12/2020",
        "Look at what `--of` names: `danvan list awards`.",
    ),
    Situation(
        "not-recognized", "revoke 2020-duong-hoa --on 01/03/2021", "`danvan show` has all that is recorded of it."
    ),
    Situation("several-recognitions", "revoke 2020-cho-khong-rac --on 01/03/2021", "`--level huyen`."),
    Situation(
        "decision-of-proposal",
        "recognize 2020-duong-hoa --propose --decision 9-QĐ/TU --on 05/11/2020",
        "Leave the decision out, and record it by `danvan recognize` once it is there.",
    ),
    Situation(
        "other-level",
        "refuse evaluations/2020/2020-duong-hoa.xa.yaml --level tinh",
        "Name the model alone, and the level by `--level`; or the evaluation alone.",
        before=("recognize 2020-duong-hoa --propose --level xa --on 05/11/2020",),
    ),
    Situation("not-put-forward", "refuse 2020-duong-hoa", "`danvan list nominated --year 2020` has all that were."),
    Situation(
        "several-put-forward",
        "refuse 2020-duong-hoa",
        "`--level tinh`.",
        before=(
            "recognize 2020-duong-hoa --propose --level tinh --on 05/11/2020",
            "recognize 2020-duong-hoa --propose --level xa --on 05/11/2020",
        ),
    ),
    Situation(
        "id-for-one",
        "award --year 2020 --kind ca-nhan --recipient 'Lê Hòa' --recipient 'Lê Bình' --id 2020-le",
        "Leave `--id` out.",
    ),
    Situation(
        "positions",
        "award --year 2020 --kind ca-nhan --recipient 'Lê Hòa' --recipient 'Lê Bình' --position 'Bí thư'",
        "Give `--position` as often as `--recipient`, in the same order.",
    ),
    Situation(
        "models-and-recipients",
        "award --year 2020 --kind mo-hinh --model 2020-duong-hoa --model 2020-den-duong --recipient 'Lê Hòa'",
        "An award to a model names the model alone; its title is then the recipient.",
    ),
    Situation(
        "no-reason",
        "remove 2020-duong-hoa --reason ' '",
        "Say why: whoever looks for the record finds it under `removed/`.",
    ),
    Situation("same-record", "merge 2020-duong-hoa 'Tuyến đường hoa'", "`danvan search` finds the other one."),
    Situation(
        "unlike-records",
        "merge 2020-duong-hoa 2020-giay-khen-lan",
        "A model of two years is carried on: `danvan set … continues=…`.",
    ),
    Situation(
        "not-in-dispute",
        "merge 2020-den-duong 2020-duong-hoa --keep note",
        "Choose by the names told here; a level's are written `huyen.rating`.",
    ),
    Situation(
        "no-dispute",
        "merge 2020-duong-hoa 2020-hoa-moi --take score",
        "Without `--keep` and `--take`.",
        {"models/2020/2020-hoa-moi.yaml": "title: Tuyến đường hoa\nunit: hiep-loi\nkind: tap-the\n"},
    ),
    Situation("years-reversed", "carry-over 2021 2020 --all", "The year that ended comes first."),
    Situation(
        "claim-not-together",
        "figure --year 2020 --source 'Báo cáo' --measure recognized --share-of registered --vs 2019 --value 5",
        "One figure for the share, another for the change.",
    ),
    Situation(
        "share-of-itself",
        "figure --year 2020 --source 'Báo cáo' --measure recognized --share-of recognized --value 100",
        "Name the measure that it is a part of.",
    ),
    Situation(
        "no-share",
        "figure --year 2020 --source 'Báo cáo' --measure awards --share-of registered --value 20",
        "Name one of those, or state the number itself.",
    ),
    Situation(
        "times-of-nothing", "figure --year 2020 --source 'Báo cáo' --measure registered --times 2", "`--vs 2010`."
    ),
    Situation(
        "change-on-itself",
        "figure --year 2020 --source 'Báo cáo' --measure registered --vs 2020 --value 12",
        "Name the years that the source compares with.",
    ),
    Situation(
        "which-indicator",
        "figure --year 2020 --source 'Báo cáo' --measure results --value 31000000",
        "One figure for each: land in one, money in another.",
    ),
    Situation(
        "claim-condition",
        "figure --year 2020 --source 'Báo cáo' --measure registered --value 2 --where kind!=ca-nhan",
        "State what it does count: `--where kind=tap-the`.",
    ),
]
