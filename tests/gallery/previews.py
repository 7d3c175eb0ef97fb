"""What is said before a list is taken in; `--dry-run` stops there."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from danvan_cli.exchange.preview import _KEPT, _SENTENCES
from gallery.playing import Situation
from gallery.sent import HEAD, text

_UNITS = "Tên đơn vị,Cấp,Trực thuộc"
SENTENCES = {**_SENTENCES, "row-kept": _KEPT}


def _preview(
    code: str,
    mend: str,
    *lines: str,
    typed: str = "import ds.csv --year 2021 --dry-run",
    before: tuple[str, ...] = (),
    sent: Mapping[str, str | Callable[[], bytes]] | None = None,
    files: Mapping[str, str] = OFFICE_FOLDER,
) -> Situation:
    says = {**_SENTENCES, "row-kept": _KEPT}[code]
    return Situation(code, typed, mend, files=files, before=before, sent=sent or text(*lines), says=says)


_ROWS = ("1,Chợ xanh,Hiệp Thành,TT", "2,Vườn rau sạch,Hiệp Lợi,TT")
_ROUNDS = {
    **text(HEAD, *_ROWS, name="dot-1/ds.csv"),
    **text(HEAD, _ROWS[0], name="dot-2/ds.csv"),
    **text(HEAD, "1,Chợ xanh phường,Hiệp Thành,CN", _ROWS[1], name="dot-3/ds.csv"),
}
_FIRST_ROUND = "import dot-1/ds.csv --year 2021"
PREVIEWS = [
    _preview("list-read", "Look whether these are your rows, and its headings.", HEAD, *_ROWS),
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
        "`--map \"Ý kiến=note\"` takes it, `--map \"Ý kiến=-\"` says that it is to be left out.",
        f"{HEAD},Ý kiến khối",
        f"{_ROWS[0]},Đồng ý",
    ),
    _preview(
        "row-gone",
        "If it was struck off: `danvan remove`. If only the list was cut: nothing.",
        typed="import dot-2/ds.csv --year 2021 --dry-run",
        before=(_FIRST_ROUND,),
        sent=_ROUNDS,
    ),
    _preview(
        "near-titles",
        "If it is one model, give both the same title.",
        HEAD,
        "1,Tuyến đường hoa kiểu mẫu,Hiệp Lợi,TT",
        "2,Tuyến đường hoa kiểu mẩu,Hiệp Lợi,TT",
    ),
    _preview(
        "review-open",
        "Nothing, if the ward is still to decide; the review can be imported again.",
        _REVIEWED,
        "Chợ không rác,Duy trì",
        "Tuyến đường hoa,",
    ),
    _preview(
        "unit-new",
        "Look whether it is a new unit, and no misspelt one.",
        "Tên đơn vị,Cấp,Trực thuộc",
        "Xã Đại Thành,xã,Ngã Bảy",
        typed="import dv.csv --kind units --dry-run",
        sent=text("Tên đơn vị,Cấp,Trực thuộc", "Xã Đại Thành,xã,Ngã Bảy", name="dv.csv"),
    ),
    _preview(
        "unit-changes",
        "A unit that became another is not changed: `danvan unit succeed`.",
        typed="import dv.csv --kind units --dry-run",
        sent=text("Mã,Tên đơn vị,Cấp,Tên gọi khác", "hiep-loi,Phường Hiệp Lợi,xã,P. HL", name="dv.csv"),
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
