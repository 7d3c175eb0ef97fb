"""Lists that cannot be taken as they are: exit code 1, and nothing is written. All that is wrong is told at once."""

from datetime import date

from tests.gallery.playing import Situation
from tests.gallery.sent_files import HEAD, HEADINGS, text, with_formula, workbook

_MODEL = "models/2020/2020-cho-khong-rac.yaml"
_UNITS = "Tên đơn vị,Cấp,Trực thuộc"
_IMPORT = "import ds.csv --year 2021"

LISTS = [
    Situation(
        "cell-error",
        "import ds.xlsx --year 2021",
        "Excel could not work the cell out: mend what the formula refers to, or type the value over it.",
        sent={"ds.xlsx": with_formula("#N/A")},
    ),
    Situation(
        "cell-formula",
        "import ds.xlsx --year 2021",
        "Some other program wrote the workbook. Opened and saved in Excel or LibreOffice, it has its results.",
        sent={"ds.xlsx": with_formula("")},
    ),
    Situation(
        "year-as-date",
        "import ds.xlsx --year 2021",
        "A cell that has a date's format shows the number 2020 as a day of 1905. Format it as text first.",
        sent={
            "ds.xlsx": workbook(
                (*HEADINGS, "Ngày đăng ký"),
                (1, "Chợ xanh", "Hiệp Thành", "TT", date(1905, 7, 12)),
            )
        },
    ),
    Situation(
        "amount-too-much",
        _IMPORT,
        "Somebody wrote đồng below a heading that says millions: write the unit into the cell, or mend the heading.",
        sent=text(f"{HEAD},Kinh phí (triệu đồng)", '1,Chợ xanh,Hiệp Thành,TT,"25.000.000"'),
    ),
    Situation(
        "no-tick",
        _IMPORT,
        "A column for one value is ticked: x, or nothing.",
        sent=text(f"{HEAD},Mới,Duy trì", "1,Chợ xanh,Hiệp Thành,TT,?,"),
    ),
    Situation(
        "cells-differ",
        _IMPORT,
        "One row is one unit's; here two columns name another one each.",
        sent=text("STT,Tên mô hình,Đơn vị,Tập thể cá nhân thực hiện,Loại", "1,Chợ xanh,Hiệp Thành,Phường Hiệp Lợi,TT"),
    ),
    Situation(
        "no-amount",
        _IMPORT,
        "Digits; the unit of the column may be left out, and another one may stand behind the number.",
        sent=text(f"{HEAD},Kinh phí (triệu đồng)", "1,Chợ xanh,Hiệp Thành,TT,ba triệu", "2,Vườn rau,Hiệp Lợi,TT,3"),
    ),
    Situation(
        "quarter-no-date",
        _IMPORT,
        "A day, a month or a year can be written; a quarter is none of them.",
        sent=text(f"{HEAD},Ngày đăng ký", "1,Chợ xanh,Hiệp Thành,TT,Quý I/2021", "2,Vườn rau,Hiệp Lợi,TT,5/2021"),
    ),
    Situation(
        "ticked-twice",
        _IMPORT,
        "One row states one thing; here both columns are ticked.",
        sent=text("STT,Tên mô hình,Đơn vị,Tập thể,Cá nhân", "1,Chợ xanh,Hiệp Thành,x,x"),
    ),
    Situation(
        "row-lacks",
        _IMPORT,
        "Fill the cell in. A column that is wholly empty can be stated at once: `--default kind=tap-the`.",
        sent=text(HEAD, "1,Chợ xanh,Hiệp Thành,TT", "2,Vườn rau sạch,Hiệp Lợi,"),
    ),
    Situation(
        "column-lacks",
        _IMPORT,
        "`--default kind=tap-the`, if it holds for all; else a column is put in.",
        sent=text("STT,Tên mô hình,Đơn vị", "1,Chợ xanh,Hiệp Thành"),
    ),
    Situation(
        "unit-column-lacks",
        _IMPORT,
        '`--unit "Hiệp Thành"`, if it is that ward\'s list; else a column is put in.',
        sent=text("STT,Tên mô hình,Loại", "1,Chợ xanh,TT"),
    ),
    Situation(
        "row-like-another",
        _IMPORT,
        "Take one of the two out. Two people's models of one title are told apart by a column of persons.",
        sent=text(HEAD, "1,Chợ xanh,Hiệp Thành,TT", "2,CHỢ XANH,phường hiệp thành,TT"),
    ),
    Situation(
        "row-like-another-but",
        _IMPORT,
        "Two models of one unit need two titles, or two persons; else the list has one model twice.",
        sent=text(HEAD, "1,Chợ xanh,Hiệp Thành,TT", "2,Chợ xanh,Hiệp Thành,CN"),
    ),
    Situation(
        "row-twice",
        "import ds.csv --year 2020",
        "Take one of the two out.",
        sent=text(
            "STT,Tên mô hình,Đơn vị,Cấp,Xếp loại",
            "1,Chợ không rác,Hiệp Thành,huyện,Tốt",
            "2,Chợ không rác,Hiệp Thành,huyện,Khá",
        ),
    ),
    Situation(
        "row-twice-alike",
        "import dv.csv --kind units",
        "Take one of the two out. Two units of one name are told apart by the units that they lie in.",
        sent=text(_UNITS, "Phường Hiệp Lợi,xã,Ngã Bảy", "PHƯỜNG HIỆP LỢI,xã,Ngã Bảy", name="dv.csv"),
    ),
    Situation(
        "row-unsound",
        _IMPORT,
        "Correct the cell; `danvan check --explain from-year` says more of the code in brackets.",
        sent=text(f"{HEAD},Từ năm", "1,Chợ xanh,Hiệp Thành,TT,2023"),
    ),
    Situation(
        "row-refused",
        _IMPORT,
        "Ids are unique over the years. Leave the column `Mã` empty for new models: danvan makes their ids.",
        sent=text(f"Mã,{HEAD}", "2020-cho-khong-rac,1,Chợ xanh,Hiệp Thành,TT"),
    ),
    Situation(
        "row-unknown-id",
        "import ds.csv --year 2020",
        "The unit has a model of that title already, under another id; danvan does not make a second one.",
        sent=text(f"Mã,{HEAD}", "2020-cho-khong-rca,1,Chợ không rác,Hiệp Thành,TT"),
    ),
    Situation(
        "row-cannot-edit",
        "import ds.csv --year 2020 --overwrite",
        "`danvan edit`, and change it by hand: nobody's comments are lost that way. Then import again.",
        files={_MODEL: "{title: &t Chợ, unit: hiep-thanh, kind: tap-the, note: *t}\n"},
        sent=text(f"Mã,{HEAD}", "2020-cho-khong-rac,1,Chợ xanh,Hiệp Thành,TT"),
    ),
    Situation(
        "model-not-registered",
        "import dg.csv --year 2020",
        "Mend the title, or register the model; a list that does both is read twice: "
        "`--kind models --kind evaluations`.",
        sent=text(
            "STT,Tên mô hình,Đơn vị,Cấp đánh giá,Xếp loại", "1,Chợ không rát,Hiệp Thành,huyện,Tốt", name="dg.csv"
        ),
    ),
    Situation(
        "no-model-of-title",
        "import kt.csv --year 2020",
        "A part of a title is not enough in a list, and another unit's model is not meant: write its id if it is.",
        sent=text(
            "STT,Tập thể được khen,Tên mô hình,Đơn vị,Hình thức khen thưởng,Loại",
            "1,Chi hội 3,chợ,Hiệp Lợi,Giấy khen,TT",
            name="kt.csv",
        ),
    ),
    Situation(
        "several-of-title",
        "import kt.csv --year 2020",
        "The row's unit and year do not tell them apart: put the id of the right one in place of the title.",
        files={"models/2020/2020-cho-cua-thon.yaml": "{title: Chợ không rác, unit: hiep-loi, kind: tap-the}\n"},
        sent=text(
            "STT,Tập thể được khen,Tên mô hình,Hình thức khen thưởng,Loại",
            "1,Chi hội 3,Chợ không rác,Giấy khen,TT",
            name="kt.csv",
        ),
    ),
    Situation(
        "model-in-neither",
        "import ds.csv dg.csv --year 2020",
        "Give the model one title in both lists.",
        sent={
            **text(HEAD, "1,Chợ xanh,Hiệp Thành,TT"),
            **text(
                "STT,Tên mô hình,Đơn vị,Cấp đánh giá,Xếp loại", "1,Chợ không rát,Hiệp Thành,huyện,Tốt", name="dg.csv"
            ),
        },
    ),
    Situation(
        "not-an-object",
        "import rt.json",
        "Export the records again; that file was changed by hand or by another program.",
        sent={"rt.json": '{"schema": 1, "models": {"2021-a": "Chợ xanh"}}'},
    ),
    Situation(
        "stopped-undated",
        "import rs.csv --year 2021",
        "A day, month or year will do: 12/2020. A model without an end stays active.",
        sent=text("Mã,Tên mô hình,Kết quả rà soát,Ngày dừng", "2020-duong-hoa,Tuyến đường hoa,Dừng,", name="rs.csv"),
    ),
    Situation(
        "unit-without-id",
        "import dv.csv --kind units",
        "Ids are made of letters and digits; `danvan unit add --id` takes one that you choose.",
        sent=text(_UNITS, "(*),xã,Ngã Bảy", name="dv.csv"),
    ),
    Situation(
        "unit-without-level",
        f"{_IMPORT} --add-units",
        "A name that begins as other units' do (xã, phường …) tells its level. Else `danvan unit add`.",
        sent=text(HEAD, "1,Chợ xanh,Đại Thành,TT"),
    ),
    Situation(
        "unit-beyond",
        f"{_IMPORT} --unit 'Phường Hiệp Lợi'",
        "The list's own ward's is a new unit: `--add-units`. The other ward's has the ward's name behind its own.",
        sent=text(HEAD, "1,Chợ xanh,Công an phường,TT"),
        before=("unit add --name 'Công an phường' --level co-so --parent hiep-thanh --yes",),
    ),
    Situation(
        "unit-cannot-lie",
        f"{_IMPORT} --add-units",
        "`--parent` for what lies elsewhere. A unit of the country is loaded with all that it lies in.",
        sent=text(HEAD, "1,Chợ xanh,Huyện Lệ Thủy,TT"),
    ),
    Situation(
        "unit-of-no-place",
        f"{_IMPORT} --add-units",
        "Each ward has one. `--unit` says whose list it is; so can a section's heading, a column, or the cell itself.",
        sent=text(HEAD, "1,Chợ xanh,Công an phường,TT"),
    ),
    Situation(
        "unit-place-unknown",
        f"{_IMPORT} --add-units",
        "Add the place; the list can be imported then.",
        sent=text(HEAD, "1,Chợ xanh,Công an xã Đại Thành,TT"),
    ),
    Situation(
        "one-statement",
        "import sl.csv --year 2020 --kind figures",
        "Leave all but one of these columns empty; `danvan figure -h` says what each means.",
        sent=text("Nguồn,Loại số liệu,Giá trị,Ít nhất", "Báo cáo,Đăng ký,3,2", name="sl.csv"),
    ),
    Situation(
        "columns-alike",
        _IMPORT,
        "Say which column is to be left out.",
        sent=text("STT,Tên mô hình,Tên mô hình,Đơn vị,TT/CN", "1,Chợ xanh,Chợ sạch,Hiệp Thành,TT"),
    ),
    Situation(
        "row-not-understood",
        _IMPORT,
        "It may be the rest of a row, a note or a heading; danvan does not guess. `--rows` leaves it out, too.",
        sent=text(HEAD, "1,Chợ xanh,Hiệp Thành,TT", ",,,chờ bổ sung hồ sơ", "2,Vườn rau sạch,Hiệp Lợi,TT"),
    ),
    Situation(
        "table-not-understood",
        _IMPORT,
        "Rows of the first list only: `--rows 2-2`.",
        sent=text(HEAD, "1,Chợ xanh,Hiệp Thành,TT", "", "STT,Đơn vị,Số lượng,Ghi chú", "1,Hiệp Thành,3,"),
    ),
    Situation(
        "nothing-above",
        _IMPORT,
        "Write out what is meant.",
        sent=text(HEAD, '1,Chợ xanh,"""",TT'),
    ),
]
# Not one sentence, but what is said with others.
LISTS_SEVERAL = [
    Situation(
        "unknown-units",
        _IMPORT,
        "Mend the names. `--add-units` shows the units first, and adds them with the list.",
        sent=text(HEAD, "1,Chợ xanh,Phường Hiệp Thạnh,TT", "2,Vườn rau sạch,Phường Lái Hiếu,TT"),
        says="Not in units.yaml: {units}. If they are units: --add-units",
    ),
]
