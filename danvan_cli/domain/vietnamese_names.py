"""The Vietnamese names of commands, options, keys and values: each stands here and nowhere else.

Without tones, short, and unique within a command. Measures, dimensions and lists have theirs where they are declared.
"""

from collections.abc import Mapping
from typing import NamedTuple


def _pairs(text: str) -> dict[str, str]:
    """Return {English: Vietnamese} of `english=vietnamese …`."""
    english_and_vietnamese = (pair.partition("=") for pair in text.split())
    return {english: vietnamese for english, _, vietnamese in english_and_vietnamese}


COMMAND_NAMES = _pairs("""
    status=tinh-hinh init=khoi-tao register=dang-ky activity=hoat-dong evaluate=danh-gia recognize=cong-nhan
    award=khen-thuong grant=duyet-khen refuse=khong-duyet revoke=thu-hoi set=sua carry-over=chuyen-nam edit=sua-tep
    end=ket-thuc merge=gop remove=xoa move=doi-nam figure=so-lieu unit=don-vi vocabulary=danh-muc tally=tong-hop
    list=danh-sach show=xem search=tim check=kiem-tra reconcile=doi-chieu template=bieu-mau import=nhap export=xuat
    report=bao-cao schema=luoc-do completion=goi-y-tab save=luu log=nhat-ky diff=so-sanh undo=hoan-tac redo=lam-lai
    backup=sao-luu sync=dong-bo resolve=giai-quyet seal=chot-so
""")
# Those of commands that have commands of their own.
COMMAND_NAMES_BELOW: dict[str, dict[str, str]] = {
    "unit": _pairs("add=them load=tai list=danh-sach alias=ten-khac correct=sua succeed=thay-the remove=bo"),
    "vocabulary": _pairs("list=danh-sach add=them correct=sua retire=ngung"),
}
# Names of before, understood and not shown.
FORMER_NAMES = {"sua-muc": "set", "hoan-thanh-lenh": "completion"}

KEYS = _pairs("""
    title=ten unit=don-vi kind=loai level=cap year=nam person=nguoi position=chuc-vu field=linh-vuc
    movement=phong-trao origin=nguon-goc continues=tiep-noi replicates=nhan-rong-tu count=so-luong from_year=tu-nam
    registered_on=ngay-dang-ky started_on=ngay-bat-dau ended_on=ngay-ket-thuc ended_reason=ly-do place=dia-diem
    audience=doi-tuong partners=phoi-hop participants=so-nguoi budget=kinh-phi situation=thuc-trang goal=muc-tieu
    content=noi-dung forces=luc-luong resources=nguon-luc outputs=san-pham sustainability=ben-vung tags=nhan
    note=ghi-chu source=nguon extra=muc-rieng proposal=to-trinh proposed_on=ngay-de-nghi surveyed_on=ngay-khao-sat
    rated_on=ngay-xep-loai by=don-vi-danh-gia scorers=nguoi-cham scores=diem score=tong-diem rating=xep-loai
    recognized=cong-nhan outstanding=tieu-bieu results=ket-qua evidence=minh-chung decision=quyet-dinh
    decided_on=ngay-quyet-dinh signed_by=nguoi-ky revoked_on=ngay-thu-hoi revoked_decision=quyet-dinh-thu-hoi
    revoked_reason=ly-do-thu-hoi form=hinh-thuc authority=co-quan recipient=nguoi-nhan model=mo-hinh
    purpose=noi-dung-khen citation=thanh-tich status=trang-thai held_on=ngay-to-chuc until_year=den-nam
    about=ve-viec outcome=ket-qua-dat name=ten parent=cap-tren aliases=ten-khac code=ma-so from=tu-ngay
    until=den-ngay successors=ke-thua
""")
# What tables call otherwise: the entries of lists, and what sources state.
ENTRY_KEYS = _pairs("""
    label=ten label_en=ten-tieng-anh effective=hieu-qua min=diem-tu max=diem-toi-da unit=don-vi-tinh
    stock=so-hien-co apart=tinh-rieng until=nam-cuoi
""")
STATED_KEYS = _pairs("""
    url=dia-chi stated_on=ngay-cong-bo where=loc measure=loai-so-lieu as_of=den-ngay count=cach-tinh vs=so-voi
    share_of=ty-le-cua per_year=binh-quan-nam value=gia-tri at_least=it-nhat more_than=tren at_most=nhieu-nhat
    about=khoang times=so-lan unknown=khong-ro text=nguyen-van
""")

# Labels that say more than the name: as they are shown, so may they be typed.
LABELS = {
    key: labels.split("|")
    for key, labels in _pairs("""
        decided_on=ngay|on title=ten-mo-hinh|noi-dung-hoat-dong person=ho-va-ten continues=tiep-noi-mo-hinh
        replicates=nhan-rong-tu-mo-hinh ended_reason=ly-do-ket-thuc audience=doi-tuong-van-dong
        partners=don-vi-phoi-hop|thanh-phan-don-vi-phoi-hop participants=so-nguoi-tham-gia|so-nguoi-du
        forces=luc-luong-tham-gia outputs=san-pham-dau-ra sustainability=tinh-ben-vung extra=muc-rieng-cua-co-quan
        scorers=diem-cua-tung-nguoi-cham authority=co-quan-khen-thuong recipient=tap-the-ca-nhan-duoc-khen
        purpose=noi-dung-khen-thuong results=ket-qua-bang-so where=dieu-kien claims=cac-so-cong-bo
        as_of=tinh-den-ngay share_of=ty-le-tren per_year=binh-quan-moi-nam more_than=nhieu-hon times=gap-lan id=ma
        parent=don-vi-cap-tren aliases=cach-viet-khac code=ma-hanh-chinh successors=don-vi-ke-thua label=ten-goi
        until=nam-dung-cuoi-cung min=diem-thap-nhat max=diem-cao-nhat stock=so-tai-thoi-diem format=dinh-dang
        office=co-quan vocabulary=danh-muc maps=cach-doc-tieu-de-khi-nhap columns=cot-cua-bang due=han-gui-danh-sach
    """).items()
}

_OPTIONS = _pairs("""
    help=tro-giup version=phien-ban data=thu-muc lang=ngon-ngu where=loc column=cot show=hien group=nhom of=trong-so
    as-of=den-ngay vs=so-voi units=theo-don-vi zeros=ca-so-khong include-open=ca-chua-ket-thuc format=dang output=ra
    revision=luc at=luc dry-run=xem-truoc diff=khac-biet yes=dong-y anyway=van-ghi force=ghi-de
    overwrite=theo-danh-sach on=ngay reason=ly-do propose=de-nghi sheet=trang rows=dong default=mac-dinh map=ghep-cot
    map-value=ghep-gia-tri add-units=them-don-vi annotate=ghi-loi hidden=ca-dong-an from-encoding=bang-ma review=ra-soat
    all-columns=du-cot records=ban-ghi template=mau number=so date=ngay-van-ban lint=kiem-mau compare=doi-chieu due=han
    me=toi since=tu into=thanh id=ma only=chi strict=nghiem-ngat explain=giai-thich fresh=doc-lai by-given-name=theo-ten
    all=tat-ca keep=giu take=lay for=cua ended=da-ket-thuc office=co-quan above=cap-tren levels=cac-cap before=truoc
    practice=thuc-hanh me=ten-toi message=noi-dung-sua after=sau install=cai-dat remove=go-bo replace=thay
    no-pager=khong-sang-trang
""")
_OF_QUESTIONS = _pairs("by=theo count=cach-tinh")
# What commands call otherwise than a key of records.
_OPTIONS_OF: dict[str, Mapping[str, str]] = {
    **dict.fromkeys(("tally", "list", "export"), _OF_QUESTIONS),
    "report": _OF_QUESTIONS | _pairs("form=the-thuc"),
    "template": _pairs("form=the-thuc"),
    "log": _pairs("by=nguoi"),
    "diff": _OF_QUESTIONS | _pairs("measure=so-lieu"),
    "init": _pairs("from=tu-tep"),
    "figure": _pairs("for=cho-nam") | STATED_KEYS,
    **dict.fromkeys(("vocabulary add", "vocabulary correct", "vocabulary retire"), ENTRY_KEYS),
}

# The values of options that are the program's own words.
VALUES: dict[str, dict[str, str]] = {
    "count": _pairs("yearly=moi-nam each=moi-luot distinct=khong-trung"),
    "units": _pairs("then=khi-do now=hien-nay"),
    "only": _pairs("""
        units-without-models=don-vi-chua-co-mo-hinh not-surveyed=chua-khao-sat not-rated=chua-xep-loai
        not-decided=chua-cong-nhan nominations-open=de-nghi-cong-nhan recognized-without-decision=chua-co-quyet-dinh
        proposals-open=de-nghi-khen programmes-ending=chuong-trinh-sap-het
        activities-without-outcome=chua-ghi-ket-qua not-carried-over=chua-chuyen-nam
        lists-sent=danh-sach-da-gui
    """),
    "format": _pairs("table=bang plain=van-ban"),
}


class BothNames(NamedTuple):
    """What is said of names in a sentence: in English words, and in Vietnamese."""

    english: str
    vietnamese: str


def all_of(names: Mapping[str, str]) -> BothNames:
    """Return all of {English: Vietnamese}, as a sentence lists them."""
    return BothNames(", ".join(names), ", ".join(names.values()))


def nearest_of(typed: str, names: Mapping[str, str]) -> BothNames | str:
    """Return the nearest to what was typed of {English: Vietnamese}, by either name; a dash where none is near."""
    from danvan_cli.text.nearest import nearest  # noqa: PLC0415 - this module is part of every start

    near = nearest(typed, [*names, *names.values()])
    english = next((english for english, vietnamese in names.items() if near in (english, vietnamese)), None)
    return BothNames(english, names[english]) if english else "–"


def option_name(option: str, command: str = "") -> str:
    """Return what an option, without its dashes, is called in Vietnamese, or in one command; "" where that is unknown.

    `command` is the English name, with that of its group before it: "unit add".
    """
    key = option.replace("-", "_")
    own = _OPTIONS_OF.get(command, {})
    return own.get(option) or own.get(key) or KEYS.get(key) or _OPTIONS.get(option) or ""


def command_name(path: str) -> str:
    """Return what a command is called in Vietnamese, by its English name with that of its group before it."""
    group, _, name = path.rpartition(" ")
    return (COMMAND_NAMES_BELOW.get(group, {}) if group else COMMAND_NAMES).get(name, "")
