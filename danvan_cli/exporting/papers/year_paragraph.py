"""The year in one paragraph, as plain text, for a speech or an e-mail."""

from typing import NoReturn

from danvan_cli.domain.errors import RequestError
from danvan_cli.exporting.papers.answers import PaperAnswers
from danvan_cli.exporting.papers.language.tagged_text import TaggedText
from danvan_cli.exporting.papers.language.words import Output, Statement, calls_in
from danvan_cli.exporting.papers.text_filling import PaperDetails, TextFiller

# What stands between parentheses adds up to what stands before, and medals are said apart, as in the overview.
PARTS = (
    'tập thể {{ so("cong-nhan", "loai=tap-the") }}, cá nhân {{ so("cong-nhan", "loai=ca-nhan") }}'
    '{% if co("cong-nhan", "loai!=tap-the,ca-nhan") %}, loại khác hoặc chưa rõ '
    '{{ so("cong-nhan", "loai!=tap-the,ca-nhan") }}{% endif %}'
)
AWARDS = (
    '{% if co("khen-thuong", "tinh-rieng=khong") %}{{ so("khen-thuong", "tinh-rieng=khong") }} lượt{% endif %}'
    '{% if co("khen-thuong", "tinh-rieng=khong") and co("khen-thuong", "tinh-rieng=co") %}, {% endif %}'
    '{% if co("khen-thuong", "tinh-rieng=co") %}{{ so("khen-thuong", "tinh-rieng=co") }} kỷ niệm chương{% endif %}'
)
# Models registered in one year may be recognized in another: more than all is no share.
SHARE = '{{ ty_le("cong-nhan", "dang-ky", khong_co="(chưa tính được phần trăm)") }}'
WHOSE = "{% if pham_vi %} ({{ pham_vi }}){% else %}, các đơn vị{% endif %}"  # of one unit, “các đơn vị” is wrong
TEXT = (
    f'Năm {{{{ nam }}}}{{% if co("dang-ky") %}}{WHOSE} đã đăng ký {{{{ so("dang-ky") }}}} mô hình “Dân vận khéo”'
    "{% else %}{% if pham_vi %} ({{ pham_vi }}){% endif %}, chưa có số liệu đăng ký mô hình “Dân vận khéo”{% endif %}"
    '{% if co("cong-nhan") %}; {{ so("cong-nhan") }} mô hình được công nhận'
    f'{{% if co("dang-ky") %}}, đạt {SHARE} số đăng ký{{% endif %}}'
    f" ({PARTS}){{% endif %}}"
    f'{{% if co("khen-thuong") %}}; đã khen thưởng {AWARDS}{{% endif %}}.'
)


def year_paragraph(answers: PaperAnswers) -> str:
    """Return the paragraph; raise RequestError, PaperConditionError, or UnreadFilesError where files cannot be read."""
    text = TaggedText(TEXT)
    for tag in text.tags:  # also what would not be written: what may be asked does not hang on what is on record
        for call in calls_in(tag.says) if isinstance(tag.says, Output | Statement) else ():
            answers.check(call)
    return TextFiller[None](answers, PaperDetails(), _refuse).plain(None, text)


def _refuse(_: None, why: RequestError) -> NoReturn:
    raise why
