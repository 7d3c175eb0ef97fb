"""How papers look: one table a form, and which papers there are.

Party papers: QĐ 399-QĐ/TW of 09/01/2026 and HD 05-HD/VPTW of 27/5/2026 (in place of QĐ 66-QĐ/TW and HD 36-HD/VPTW).
State papers: NĐ 30/2020/NĐ-CP, Appendix I. The figures came from public tools, which differ in details, and not from
these papers themselves: an office's archivist should look at them once.
"""

from pathlib import Path
from typing import NamedTuple

from danvan_cli.locale import translate
from danvan_cli.text.mark import N_


class Form(NamedTuple):
    """A form: sizes in points, margins (top, bottom, left, right) and the first line's indent in millimetres.

    `rule` is how long the rule below the nation's last line is, which is as long as its words; `office_rule` and
    `subject_rule` those below the office and the subject, a third to a half of their words', 0 where there is none;
    `lines` how high a line of the text is, exactly; `columns` are the shares of the two columns above the text.
    """

    name: str
    nation: tuple[tuple[str, int], ...]
    rule: int
    margins: tuple[int, int, int, int]
    columns: tuple[int, int]
    above: int
    office: int
    star: str
    office_rule: int
    number: str
    number_size: int
    date_size: int
    kind: int
    subject: int
    below_subject: str
    subject_rule: int
    is_basis_italic: bool
    body: int
    first_line: int
    lines: int
    between: int
    acting: str
    signing: int
    is_signer_office_bold: bool
    recipients: int
    is_recipients_underlined: bool
    recipients_list: int
    page_number: int


PARTY = Form(
    name="dang",
    nation=(("ĐẢNG CỘNG SẢN VIỆT NAM", 15),),
    rule=215,
    margins=(20, 20, 30, 15),
    columns=(45, 55),
    above=14,
    office=14,
    star="*",
    office_rule=0,
    number="Số {{{{ so_van_ban }}}}-{symbol}/[KÝ HIỆU]",
    number_size=14,
    date_size=14,
    kind=16,
    subject=15,
    below_subject="-----",
    subject_rule=0,
    is_basis_italic=False,
    body=14,
    first_line=10,
    lines=18,
    between=6,
    acting="T/M",
    signing=14,
    is_signer_office_bold=False,
    recipients=14,
    is_recipients_underlined=True,
    recipients_list=12,
    page_number=14,
)
STATE = Form(
    name="nha-nuoc",
    nation=(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13), ("Độc lập - Tự do - Hạnh phúc", 14)),
    rule=184,
    margins=(20, 20, 30, 15),
    columns=(37, 63),
    above=13,
    office=13,
    star="",
    office_rule=60,
    number="Số: {{{{ so_van_ban }}}}/{symbol}-[KÝ HIỆU]",
    number_size=13,
    date_size=14,
    kind=14,
    subject=14,
    below_subject="",
    subject_rule=120,
    is_basis_italic=True,
    body=14,
    first_line=10,
    lines=18,
    between=6,
    acting="TM.",
    signing=14,
    is_signer_office_bold=True,
    recipients=12,
    is_recipients_underlined=False,
    recipients_list=11,
    page_number=14,
)
_TEMPLATES = Path(__file__).with_name("templates")
FORMS = {form.name: form for form in (PARTY, STATE)}
PAPERS = ("bao-cao", "to-trinh", "quyet-dinh", "giay-khen", "danh-sach")
_CALLED = ("báo cáo", "tờ trình", "quyết định", "giấy khen", "danh sách")  # as people say it, in any language
# An office's own words take these places: its name stands in capitals above and below a text, and as it is within one.
OFFICE, OFFICE_WITHIN, SYMBOL, ABOVE = "[TÊN CƠ QUAN]", "[Tên cơ quan]", "[KÝ HIỆU]", "[CƠ QUAN CẤP TRÊN]"


def built_in(paper: str, form: Form = PARTY) -> Path:
    """Return the file of a built-in template."""
    return _TEMPLATES / f"{form.name}-{paper}.docx"


def template_name(template: Path) -> str:
    """Return what people call a template: its file's name, and of a built-in one, which they never saw, the paper."""
    papers = {built_in(paper, form): paper for form in FORMS.values() for paper in PAPERS}
    if template not in papers:
        return template.name
    return translate(N_("built-in template: {paper}")).format(
        paper=dict(zip(PAPERS, _CALLED, strict=True))[papers[template]]
    )
