"""What is said before a list is taken in; `--dry-run` stops there."""

from collections.abc import Callable, Mapping

from tests.gallery.playing import Situation
from tests.gallery.sent_files import HEAD, text
from tests.helpers.declared_messages import PREVIEWS as SAID_BEFORE
from tests.helpers.documents import cell, document_bytes, paragraph, row, table

_HEADINGS = tuple(HEAD.split(","))
_WITH_BOX = paragraph(f"<w:r><w:txbxContent>{paragraph('Hiệp Lợi')}</w:txbxContent></w:r>", "Hiệp Thành")
_UNITS = "Tên đơn vị,Cấp,Trực thuộc"


def _preview(
    code: str,
    mend: str,
    *lines: str,
    typed: str = "import ds.csv --year 2021 --dry-run",
    before: tuple[str, ...] = (),
    sent: Mapping[str, str | Callable[[], bytes]] | None = None,
) -> Situation:
    return Situation(code, typed, mend, before=before, sent=sent or text(*lines), says=SAID_BEFORE[code].sentence)


_ROWS = ("1,Chợ xanh,Hiệp Thành,TT", "2,Vườn rau sạch,Hiệp Lợi,TT")
_ROUNDS = {
    **text(HEAD, *_ROWS, name="dot-1/ds.csv"),
    **text(HEAD, _ROWS[0], name="dot-2/ds.csv"),
    **text(HEAD, "1,Vườn rau sạch,Hiệp Lợi,TT", "2,Hiến đất làm đường,Hiệp Lợi,TT", name="dot-4/ds.csv"),
    **text(HEAD, "1,Vườn rau sạch,Hiệp Lợi,TT", name="dot-5/ds.csv"),
    **text(HEAD, "1,Chợ xanh phường,Hiệp Thành,CN", _ROWS[1], name="dot-3/ds.csv"),
}
_FIRST_ROUND = "import dot-1/ds.csv --year 2021"
_RATED = ("STT,Tên mô hình,Đơn vị,Xếp loại", "1,Chợ xanh,Hiệp Thành,Tốt", "2,Vườn rau sạch,Hiệp Lợi,Tốt")
_SCORED = ("STT,Tên mô hình,Đơn vị,Tổng điểm", "1,Chợ xanh,Hiệp Thành,90", "2,Vườn rau sạch,Hiệp Lợi,90")
_DECIDED = (
    "STT,Tên mô hình,Đơn vị,Công nhận,Số quyết định",
    "1,Chợ xanh,Hiệp Thành,x,200-QĐ/TU",
    "2,Vườn rau sạch,Hiệp Lợi,x,200-QĐ/TU",
)
_EVALUATED = {
    **_ROUNDS,
    **text(*_RATED, name="xep-loai.csv"),
    **text(*_SCORED, name="diem.csv"),
    **text(*_DECIDED, name="cong-nhan.csv"),
    **text(*_SCORED[:2], name="hai/diem.csv"),
    **text(*_DECIDED[:2], name="hai/cong-nhan.csv"),
}
_OF_EVALUATIONS = "--year 2021 --kind evaluations"
PREVIEWS = [
    _preview("list-read", "Look whether these are your rows, and its headings.", HEAD, *_ROWS),
    _preview(
        "records-read",
        "Look whether these are the records.",
        typed="import rt.json --dry-run",
        sent={
            "rt.json": '{"schema": 1, "models": {"2021-cho": {"year": 2021, "title": "Chợ xanh", '
            '"unit": "hiep-thanh", "kind": "tap-the"}}}'
        },
    ),
    _preview(
        "rows-untouched",
        "Fill in what is known of the others, if anything is.",
        "STT,Mã,Tên mô hình,Đơn vị,Cấp,Xếp loại,Do danvan điền sẵn",
        "1,2020-cho-khong-rac,Chợ không rác,Hiệp Thành,huyện,,id title unit level",
        typed="import ds.csv --year 2020 --dry-run",
    ),
    _preview(
        "rows-skipped",
        "Look whether one of them is a record after all: such a row lacks a number or a title.",
        "DANH SÁCH ĐĂNG KÝ",
        HEAD,
        "I,PHƯỜNG HIỆP THÀNH,,",
        _ROWS[0],
        "Tổng cộng,1 mô hình,,",
        ",,,NGƯỜI LẬP BIỂU",
    ),
    _preview(
        "total-differs",
        "A row may have been lost on the way. The list's own total is not taken.",
        HEAD,
        *_ROWS,
        "Tổng cộng,3 mô hình,,",
    ),
    _preview(
        "column-unknown",
        "`--map 'Màu hồ sơ=note'` takes it, `--map 'Màu hồ sơ=-'` says that it is to be left out.",
        f"{HEAD},Màu hồ sơ",
        f"{_ROWS[0]},xanh",
    ),
    _preview(
        "column-untitled",
        "Write `Ghi chú`, or what else stands there, above it.",
        f"{HEAD},",
        f"{_ROWS[0]},xanh",
    ),
    _preview(
        "amounts-converted",
        "Look whether the amounts are right. An amount in another unit has it in its cell: `500 nghìn`.",
        ",,,,Đơn vị tính: triệu đồng",
        f"{HEAD},Kinh phí",
        f'{_ROWS[0]},"12,5"',
    ),
    _preview(
        "people-in-words",
        "Nothing; or write the number alone, where it is known by now.",
        f"{HEAD},Số người tham gia",
        f"{_ROWS[0]},khoảng 30",
    ),
    _preview(
        "amounts-left",
        "Sào differ from province to province: the ward converts them. Else the records do without.",
        f"{HEAD},Kinh phí (USD)",
        f"{_ROWS[0]},500",
    ),
    _preview(
        "text-in-box",
        "Put the words into the cell, or remove the box: it may lie over another cell than the one that holds it.",
        typed="import ds.docx --year 2021 --dry-run",
        sent={"ds.docx": lambda: document_bytes(table([_HEADINGS, row("1", "Chợ xanh", cell(_WITH_BOX), "TT")]))},
    ),
    _preview(
        "letters-lost",
        "Ask for the file itself, packed: mail programs drop a sign that they take for a hyphen.",
        HEAD,
        "1,Con đờng hoa,Hiệp Thành,TT",
    ),
    _preview(
        "table-left",
        "Nothing, if it is no list. Its rows are taken by `--rows`, from its headings on.",
        "VÍ DỤ,,,",
        *(HEAD, _ROWS[1]),
        "DANH SÁCH,,,",
        *(HEAD, _ROWS[0]),
    ),
    _preview(
        "title-says-recognized",
        "If the list is annexed to the decision, import it again with these options. Nothing is taken from a title.",
        "DANH SÁCH MÔ HÌNH ĐƯỢC CÔNG NHẬN NĂM 2020",
        "(Kèm theo Quyết định số 210-QĐ/TU ngày 12/11/2020)",
        "STT,Tên mô hình,Đơn vị,Cấp đánh giá,Xếp loại",
        "1,Tuyến đường hoa,Hiệp Lợi,xã,Tốt",
        typed="import ds.csv --dry-run",
    ),
    _preview(
        "title-says-rated",
        "The column with the ratings may have got lost on the way.",
        "KẾT QUẢ XẾP LOẠI MÔ HÌNH NĂM 2021",
        HEAD,
        *_ROWS,
    ),
    _preview(
        "title-says-awarded",
        "If the models were awarded something, say what and by whom.",
        "DANH SÁCH MÔ HÌNH ĐƯỢC TẶNG GIẤY KHEN NĂM 2021",
        HEAD,
        *_ROWS,
    ),
    _preview(
        "title-says-ended",
        "Give the day; a column “Ngày kết thúc” does, too, where it differs.",
        "DANH SÁCH MÔ HÌNH ĐÃ KẾT THÚC NĂM 2021",
        HEAD,
        *_ROWS,
    ),
    _preview(
        "title-has-decision",
        "If all rows rest on it, import them again with these options.",
        "DANH SÁCH MÔ HÌNH NĂM 2020",
        "(Kèm theo Quyết định số 210-QĐ/TU ngày 12/11/2020)",
        "STT,Tên mô hình,Đơn vị,Cấp đánh giá,Công nhận",
        "1,Tuyến đường hoa,Hiệp Lợi,xã,x",
        typed="import ds.csv --dry-run",
    ),
    _preview(
        "row-superseded",
        "Nothing, if the older file was sent by mistake; else `--overwrite`.",
        typed="import cu.csv --year 2021 --dry-run",
        before=("import cu.csv --year 2021", "import moi.csv --year 2021"),
        sent={
            **text(f"{HEAD},Ghi chú", "1,Chợ xanh,Hiệp Thành,TT,20 hộ", name="cu.csv"),
            **text(f"{HEAD},Ghi chú", "1,Chợ xanh,Hiệp Thành,TT,25 hộ", name="moi.csv"),
        },
    ),
    _preview(
        "row-gone",
        "If it was struck off: `danvan remove`. If only the list was cut: nothing.",
        typed="import dot-5/ds.csv --year 2021 --dry-run",
        before=("import dot-4/ds.csv --year 2021",),
        sent=_ROUNDS,
    ),
    _preview(
        "recognition-gone",
        "If it was struck off by a decision: `danvan revoke`. If it was a slip: `danvan set`.",
        typed=f"import hai/cong-nhan.csv {_OF_EVALUATIONS} --dry-run",
        before=(
            _FIRST_ROUND,
            f"import xep-loai.csv {_OF_EVALUATIONS}",
            f"import cong-nhan.csv {_OF_EVALUATIONS}",
        ),
        sent=_EVALUATED,
    ),
    _preview(
        "evaluation-gone",
        "If what the list gave was wrong: `danvan set`. If only the list was cut: nothing.",
        typed=f"import hai/diem.csv {_OF_EVALUATIONS} --dry-run",
        before=(
            _FIRST_ROUND,
            f"import xep-loai.csv {_OF_EVALUATIONS}",
            f"import diem.csv {_OF_EVALUATIONS}",
        ),
        sent=_EVALUATED,
    ),
    _preview(
        "list-elsewhere",
        "Nothing: two wards give their files one name. A name for each ward's makes it plain.",
        typed="import dot-4/ds.csv --year 2021 --dry-run",
        before=("import dot-2/ds.csv --year 2021",),
        sent=_ROUNDS,
    ),
    _preview(
        "row-removed",
        "Nothing, if it was removed for good; ask the ward to strike it off.",
        typed="import dot-1/ds.csv --year 2021 --dry-run",
        before=(_FIRST_ROUND, "remove 2021-hiep-thanh-cho-xanh --reason 'Ghi trùng'"),
        sent=_ROUNDS,
    ),
    _preview(
        "row-doubtful",
        "Ask who it is: the person in the list as well as in the record tells whether they are one.",
        "STT,Tên mô hình,Đơn vị,TT/CN",
        "1,Chợ xanh,Hiệp Thành,CN",
        typed="import ds.csv --year 2021 --dry-run",
        before=("register --year 2021 --unit 'Hiệp Thành' --kind ca-nhan --title 'Chợ xanh' --person 'Lê Hòa'",),
    ),
    _preview(
        "level-by-title",
        "Nothing, if the commune rated them itself; else `--default level=huyện`.",
        "KẾT QUẢ XẾP LOẠI MÔ HÌNH CẤP XÃ",
        "STT,Tên mô hình,Đơn vị,Xếp loại",
        "1,Tuyến đường hoa,Hiệp Lợi,Tốt",
        typed="import ds.csv --year 2020 --dry-run",
    ),
    _preview(
        "renamed-since",
        "Nothing: the list was taken before the title was corrected. Whoever sends it may be told of that.",
        typed="import xep-loai.csv --year 2020 --dry-run",
        before=(
            "import xep-loai.csv --year 2020 --yes",
            "set 2020-duong-hoa title='Đường hoa kiểu mẫu' --yes",
        ),
        sent=text("STT,Tên mô hình,Đơn vị,Xếp loại", "1,Tuyến đường hoa,Hiệp Lợi,Tốt", name="xep-loai.csv"),
    ),
    _preview(
        "continues-same",
        "Nothing: the model goes on under its title, and the two years are put together.",
        "STT,Tên mô hình,Đơn vị,TT/CN,Nguồn gốc",
        "1,Chợ Xanh,Hiệp Thành,TT,Duy trì",
        typed="import ds.csv --year 2022 --dry-run",
        before=("register --year 2021 --unit 'Hiệp Thành' --kind tap-the --title 'Chợ xanh'",),
    ),
    _preview(
        "year-by-title",
        "Look whether it is the campaign year; else `--year`.",
        "DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2021",
        HEAD,
        *_ROWS,
        typed="import ds.csv --dry-run",
    ),
    _preview(
        "year-differs",
        "Last year's list may have been sent once more, or its title been left as it was.",
        "DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2020",
        HEAD,
        *_ROWS,
    ),
    _preview(
        "near-titles",
        "If it is one model, give both the same title.",
        HEAD,
        "1,Tuyến đường hoa kiểu mẫu,Hiệp Lợi,TT",
        "2,Tuyến đường hoa kiểu mẩu,Hiệp Lợi,TT",
    ),
    _preview(
        "decision-alone",
        "A decision may also refuse. `--default recognized=yes` says that all rows are recognized.",
        typed="import dg.csv --year 2020 --dry-run",
        sent=text(
            "STT,Tên mô hình,Đơn vị,Cấp đánh giá,Số quyết định", "1,Tuyến đường hoa,Hiệp Lợi,xã,12", name="dg.csv"
        ),
    ),
    _preview(
        "review-open",
        "Nothing, if the ward is still to decide; the review can be imported again.",
        "Tên mô hình,Kết quả rà soát",
        "Chợ không rác,Duy trì",
        "Tuyến đường hoa,",
    ),
    _preview(
        "unit-new",
        "Look whether it is a new unit, and no misspelt one.",
        _UNITS,
        "Xã Đại Thành,xã,Ngã Bảy",
        typed="import dv.csv --kind units --dry-run",
        sent=text(_UNITS, "Xã Đại Thành,xã,Ngã Bảy", name="dv.csv"),
    ),
    _preview(
        "unit-added-beside",
        "A unit that was only called otherwise is corrected: `danvan unit correct`.",
        typed="import dv.csv --kind units --anyway --dry-run",
        sent=text(_UNITS, "Phường Hiệp Lội,xã,Ngã Bảy", "Phường Hiệp Thành,xã,Ngã Bảy", name="dv.csv"),
    ),
    _preview(
        "units-not-listed",
        "Nothing, if they are still there; one that came to its end: `danvan unit succeed`.",
        typed="import dv.csv --kind units --dry-run",
        sent=text(_UNITS, "Phường Hiệp Thành,xã,Ngã Bảy", name="dv.csv"),
    ),
    _preview(
        "unit-changes",
        "A unit that became another is not changed: `danvan unit succeed`.",
        typed="import dv.csv --kind units --dry-run",
        sent=text("Mã,Tên đơn vị,Cấp,Tên gọi khác", "hiep-loi,Phường Hiệp Lợi,xã,P. HL", name="dv.csv"),
    ),
    _preview(
        "rows-titled-as-before",
        "One option answers for all rows, also after they were taken in.",
        HEAD,
        *_ROWS,
        typed="import ds.csv --year 2022 --dry-run",
        before=("import ds.csv --year 2021",),
    ),
    _preview(
        "awards-of-nobody",
        "Say it for all rows, or give the list a column for it. Until then they stand under (unknown).",
        "Tập thể,Loại,Hình thức,Số quyết định",
        "Phường Hiệp Lợi,TT,Giấy khen,12/QĐ-UBND",
    ),
    _preview(
        "units-outside",
        "Give the list a column for it, or say it for all rows, as it says.",
        typed="import dv.csv --kind units --dry-run",
        sent=text("Tên đơn vị,Cấp", "Xã Đại Thành,xã", "Phường Lái Hiếu,xã", name="dv.csv"),
    ),
    _preview(
        "sheet-left",
        "If its rows belong to the list: `--hidden`, or `--kind` where the headings do not tell.",
        typed="import ds.csv bia.csv --year 2021 --dry-run",
        sent={**text(HEAD, _ROWS[0]), **text("Kính gửi: Ban Dân vận", name="bia.csv")},
    ),
    _preview(
        "row-kept",
        "Look which is right. The list's: `--overwrite`. The record's: correct the list.",
        typed="import dot-3/ds.csv --year 2021 --dry-run",
        before=(_FIRST_ROUND, "set 2021-hiep-thanh-cho-xanh kind=khong-ro"),
        sent=_ROUNDS,
    ),
]
