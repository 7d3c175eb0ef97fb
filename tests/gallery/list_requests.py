"""Lists that are asked for, sent or given back wrongly: exit code 2, and nothing is written."""

from tests.gallery.playing import Situation
from tests.gallery.sent_files import HEAD, HEADINGS, text, workbook

_LIST = text(HEAD, "1,Chợ xanh,Hiệp Thành,TT")
_FAULTY = text(HEAD, "1,Chợ xanh,Hiệp Hòa,TT")
_IMPORT = "import ds.csv --year 2021"

WORKBOOKS = [
    Situation(
        "lists-collide",
        "import ds.csv rs.csv --year 2021",
        "Each import sees what the one before it wrote, so nothing is made twice.",
        sent={
            **text(HEAD, "1,Chợ không rác,Hiệp Thành,TT"),
            "rs.csv": "Mã,Tên mô hình,Kết quả rà soát\n2020-cho-khong-rac,Chợ không rác,Duy trì\n",
        },
    ),
    Situation(
        "review-year",
        "import ds.csv --year 2020",
        "The year after that of the list's models.",
        sent=text("Mã,Tên mô hình,Kết quả rà soát", "2020-duong-hoa,Tuyến đường hoa,Duy trì"),
    ),
    Situation(
        "no-list",
        _IMPORT,
        "Say what it is, and which columns are which.",
        sent=text("Kính gửi: Ban Dân vận", "Danh sách sẽ gửi sau"),
    ),
    Situation(
        "no-list-but",
        _IMPORT,
        "In a CSV file choose the rows: `--rows 2-50`; of a workbook name the sheet: `--sheet`.",
        sent=text("VÍ DỤ,,,", "STT,Tên mô hình,Đơn vị,TT/CN", "1,Chợ xanh,Hiệp Thành,TT"),
    ),
    Situation(
        "no-list-of-kind",
        f"{_IMPORT} --kind models",
        "Say which columns are which.",
        sent=text("Kính gửi: Ban Dân vận", "Danh sách sẽ gửi sau"),
    ),
    Situation(
        "no-list-mapped",
        f"{_IMPORT} --map 'Ngày=title'",
        "A template has the headings that danvan knows.",
        sent=text("Kính gửi: Ban Dân vận", "Danh sách sẽ gửi sau"),
    ),
    Situation(
        "kind-needed",
        _IMPORT,
        "`--kind evaluations`; both, if the list states both: `--kind evaluations --kind awards`.",
        sent=text("STT,Tên mô hình,Xếp loại,Hình thức khen thưởng", "1,Chợ xanh,Tốt,Giấy khen"),
    ),
    Situation("no-list-kind", f"{_IMPORT} --kind modles", "One of those, or its Vietnamese name.", sent=_LIST),
    Situation("no-sheet", f"{_IMPORT} --sheet 'Đăng ký'", "A list as text has no sheets.", sent=_LIST),
    Situation("no-rows", f"{_IMPORT} --rows 200-5", "The first row's number, a hyphen, the last one's.", sent=_LIST),
    Situation("no-map", f"{_IMPORT} --map mau-cu", "`danvan edit danvan.yaml`; docs/format.md has `maps`.", sent=_LIST),
    Situation(
        "bad-map",
        f"{_IMPORT} --map khoi",
        "`danvan edit danvan.yaml`; docs/format.md shows what a mapping looks like.",
        files={
            "danvan.yaml": (
                "format: 1\nunit: hiep-thanh\nmaps:\n  khoi:\n    Tên: title\n    values:\n      Loại: tap-the\n"
            )
        },
        sent=_LIST,
    ),
    Situation(
        "no-map-value",
        f"{_IMPORT} --map-value 'TT/CN=tap-the'",
        "The column, a colon, the text as it stands in the cells, =, and what it means.",
        sent=_LIST,
    ),
    Situation(
        "no-map-column",
        f"{_IMPORT} --map-value 'Phân nhóm: A=tap-the'",
        "Write the heading as it stands. A column that is not taken is named first: `--map 'Phân nhóm=kind'`.",
        sent=_LIST,
    ),
    Situation(
        "no-column-key",
        f"{_IMPORT} --map 'Đơn vị=unti'",
        "docs/format.md has all keys; the label of a key will do.",
        sent=_LIST,
    ),
    Situation("no-encoding", f"{_IMPORT} --from-encoding viscii", "One of those.", sent=_LIST),
    Situation(
        "annotate-ending",
        f"{_IMPORT} --annotate loi.csv",
        "`--annotate loi.xlsx`: comments need a workbook.",
        sent=_FAULTY,
    ),
    Situation(
        "annotate-folder",
        "import nop/a.csv nop/b.csv --year 2021 --annotate loi.xlsx",
        "Make a folder, and name it: `--annotate loi`.",
        sent={f"nop/{name}.csv": _FAULTY["ds.csv"] for name in "ab"},
    ),
    Situation(
        "annotate-records",
        "import rt.json --annotate loi.xlsx",
        "Each line names a record and its key.",
        sent={"rt.json": '{"schema": 1, "models": {"2021-a": {"year": 2021, "title": []}}}'},
    ),
    Situation(
        "annotate-own",
        "import ds.xlsx --year 2021 --annotate ds.xlsx --force",
        "`--annotate loi.xlsx`; the list itself stays as it was sent.",
        sent={"ds.xlsx": workbook(HEADINGS, (1, "Chợ xanh", "Hiệp Hòa", "TT"))},
    ),
    Situation("review-of-models", "template awards --review 2020", "Leave `--review` out."),
    Situation("not-with-review", "template models --review 2020 --all-columns", "Leave it out."),
    Situation("no-workbook-name", "template models -o mau.csv", "`-o mau.xlsx`."),
    Situation("name-of-another", "export -o tat-ca.xlsx --records --format csv", "`-o tat-ca.csv`."),
    Situation("no-such-ending", "tally registered -o so-lieu.docx", "`-o so-lieu.xlsx`, which Word takes as well."),
    Situation("among-records", "list registered -o ../data/models/ds.csv", "`-o ds.csv`."),
    Situation("only-records", "export -o 2020.csv --year 2020", "One or the other."),
    Situation("not-with-records", "export -o tat-ca.xlsx --records --by kind", "Numbers: leave `--records` out."),
    Situation("only-with-records", "export -o 2020.xlsx --year 2020 --kind awards", "Add `--records`."),
    Situation(
        "too-long-for-a-cell",
        "export -o tat-ca.xlsx --records",
        "JSON has no such limit, nor has CSV.",
        files={
            "models/2020/2020-cho-khong-rac.yaml": (
                f"{{title: Chợ không rác, unit: hiep-thanh, kind: tap-the, note: {'Rác ' * 9000}}}\n"
            )
        },
    ),
]
# Exit code 1: what is there already.
THERE = [
    Situation(
        "file-exists",
        "export -o 2020.xlsx --year 2020",
        "Another name, or `--force` if it may go.",
        sent={"2020.xlsx": ""},
    ),
    Situation(
        "unread-files",
        "report -o 2020.html --year 2020",
        "Mend the files that are named: `danvan edit`, or an earlier state of one: `danvan undo`. Then write it.",
        files={"models/2020/2020-den-duong.yaml": "{title: Thắp sáng đường quê, unit: [hiep-loi, kind: tap-the}\n"},
    ),
]
