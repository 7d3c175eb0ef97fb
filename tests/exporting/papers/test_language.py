"""What a template may say between its braces; everything else is refused, and nothing is ever run."""

import unicodedata

import pytest

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.language import tags
from danvan_cli.exporting.papers.language.blocks import ENDS_NOTHING, NOT_ENDED, TOO_DEEP, Block, nest
from danvan_cli.exporting.papers.language.tags import tags_of
from danvan_cli.exporting.papers.language.typed_numbers import typed_numbers
from danvan_cli.exporting.papers.language.words import Call, Combination, Output, Statement, Variable, calls_in, holds

RECOGNIZED = Call("so", ("công nhận",), ("cấp=xã",))


def said(text: str) -> object:
    (tag,) = tags_of(text)
    return tag.says


def refused(text: str) -> list[Message]:
    return [tag.says.message for tag in tags_of(text) if isinstance(tag.says, RequestError)]


def test_a_number_is_a_question() -> None:
    text = 'Công nhận {{ so("công nhận", "cấp=xã", nam="2021-2023", hai_chu_so=true) }} mô hình'
    (tag,) = tags_of(text)
    options = (("nam", "2021-2023"), ("hai_chu_so", True))
    assert tag.says == Output(Call("so", ("công nhận",), ("cấp=xã",), options))
    assert text[tag.begin : tag.end] == tag.text


@pytest.mark.parametrize(
    "text",
    [
        "{{ so(“công nhận”, ‘cấp=xã’) }}",
        '{{\u00a0so(\u00a0„công\u00a0nhận”,\u2003"cấp=xã")\u00a0}}',
        unicodedata.normalize("NFD", '{{ so("công nhận", "cấp=xã") }}'),
        '{{\n so("công nhận",\u200b\n"cấp=xã") }}',
        '{{so("công nhận","cấp=xã")}}',
    ],
)
def test_what_word_makes_of_a_tag_is_the_same_tag(text: str) -> None:
    assert said(text) == Output(RECOGNIZED)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ m.ten | upper }}", Output(Variable("m", "ten"), ("upper",))),
        ("{{ ngay | ngay_thang | upper }}", Output(Variable("ngay"), ("ngay_thang", "upper"))),
        ('{%tr for m in danh_sach("cong-nhan") %}', Statement("for", "tr", "m", Call("danh_sach", ("cong-nhan",)))),
        ('{% if co("khen-thuong") %}', Statement("if", condition=Call("co", ("khen-thuong",)))),
        ("{%p elif m.ten %}", Statement("elif", "p", condition=Variable("m", "ten"))),
        ("{%tr endfor %}", Statement("endfor", "tr")),
        ("{# để sau #}", None),
    ],
)  # fmt: skip
def test_what_a_tag_can_say(text: str, says: object) -> None:
    assert said(text) == says


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{{ cycler.__init__.__globals__.os.popen("echo").read() }}', tags.NOT_ALLOWED),
        ("{{ m.__class__ }}", tags.NOT_ALLOWED),
        ("{{ m.ten.upper() }}", tags.NOT_ALLOWED),
        ('{{ m["ten"] }}', tags.NOT_ALLOWED),
        ('{{ so("dang-ky") + 1 }}', tags.NOT_ALLOWED),
        ('{{ so("dang-ky") * 2 }}', tags.NOT_ALLOWED),
        ('{{ "a" * 1000000000 }}', tags.NOT_ALLOWED),
        ('{{ so("dang-ky") if nam }}', tags.NOT_ALLOWED),
        ('{{ so("dang-ky")() }}', tags.NOT_ALLOWED),
        ('{{ so(*["dang-ky"]) }}', tags.NOT_ALLOWED),
        ('{{ so("dang-ky", **{}) }}', tags.NOT_ALLOWED),
        ('{{ so("dang" ~ "-ky") }}', tags.NOT_ALLOWED),
        ("{{ nam is defined }}", tags.NOT_ALLOWED),
        ("{{ nam == ngay }}", tags.NOT_ALLOWED),
        ("{{ [1] }}", tags.NOT_ALLOWED),
        ("{{- nam }}", tags.NOT_ALLOWED),
        ("{% if so %}{% endif %}", None),
        ("{{ 187 }}", tags.TYPED_CONSTANT),
        ('{{ "187" }}', tags.TYPED_CONSTANT),
        ('{{ "1" "87" }}', tags.TYPED_CONSTANT),
        ("{{ range(1000000000) }}", tags.NO_FUNCTION),
        ('{{ Số("dang-ky") }}', tags.NO_FUNCTION),
        ('{{ m.ten | attr("x") }}', tags.NO_FUNCTION),
        ("{{ m.ten | safe }}", tags.NO_FUNCTION),
        ("{% set a = 1 %}", tags.NO_STATEMENT),
        ('{% include "a" %}', tags.NO_STATEMENT),
        ('{% import "a" as b %}', tags.NO_STATEMENT),
        ("{% macro a() %}", tags.NO_STATEMENT),
        ("{% raw %}", tags.NO_STATEMENT),
        ("{% colspan 3 %}", tags.NO_STATEMENT),
        ("{%- else %}", tags.NO_STATEMENT),
        ("{%tc else %}", tags.NO_STATEMENT),
        ("{{r m.ten }}", tags.NOT_READ),
        ("{{ }}", tags.NOT_READ),
        ('{{ so("dang-ky" }}', tags.NOT_READ),
        ('{% for m in danh_sach("dang-ky") recursive %}', tags.NOT_READ),
        ("{% endfor m %}", tags.NOT_READ),
        ("{% if " + "not " * 3000 + "nam %}", tags.NOT_READ),
        ("{% if " + "nam or " * 30000 + "nam %}", tags.NOT_READ),
        ("{{ nam" + "|upper" * 30000 + " }}", tags.NOT_READ),
        ('{{ so("dang-ky", nem="2020") }}', tags.NO_PART),
        ('{{ ghi_chu("dang-ky") }}', tags.NO_PART),
        ('{{ so("dang-ky", nam=2020) }}', tags.ONLY_TEXTS),
        ("{{ so(dang_ky) }}", tags.ONLY_TEXTS),
        ("{{ so() }}", tags.TOO_FEW),
        ('{{ ty_le("cong-nhan") }}', tags.TOO_FEW),
        ('{{ tang_giam("dang-ky") }}', tags.TOO_FEW),
        ('{{ bang("cong-nhan") }}', tags.TOO_FEW),
        ('{{ co("dang-ky") }}', tags.WRONG_PLACE),
        ('{{ danh_sach("dang-ky") }}', tags.WRONG_PLACE),
        ("{{ ghi_chu() | upper }}", tags.WRONG_PLACE),
        ('{% if so("dang-ky") %}', tags.WRONG_PLACE),
        ("{% for m in nam %}", tags.WRONG_PLACE),
        ('{% for nam in danh_sach("dang-ky") %}', tags.TAKEN_NAME),
        ("Số {{ nam } hết", tags.NOT_CLOSED),
        ("Số nam }} hết", tags.NOT_OPENED),
    ],
)  # fmt: skip
def test_whatever_else_is_refused(text: str, message: Message | None) -> None:
    assert refused(text) == ([message] if message else [])


def test_a_brace_that_word_hides_closes_nothing() -> None:
    assert refused("{{ nam }\u200b} {% set a = 1 %} }}") == [tags.NOT_READ]


def test_every_tag_of_a_paragraph_is_looked_at() -> None:
    assert refused("{{ 1 }} và {{ nam }} và {% set a = 1 %} và }}") == [
        tags.TYPED_CONSTANT,
        tags.NO_STATEMENT,
        tags.NOT_OPENED,
    ]


def test_the_nearest_name_is_said() -> None:
    (tag,) = tags_of('{{ tong("dang-ky") }} '.replace("tong", "danh_sac"))
    assert isinstance(tag.says, RequestError)
    assert tag.says.params["near"] == "danh_sach"


def test_conditions_are_not_and_or() -> None:
    statement = said('{% if not co("khen-thuong") and (co("dang-ky") or m.ten) %}')
    assert isinstance(statement, Statement)
    condition = statement.condition
    assert isinstance(condition, Combination)
    assert [call.measures[0] for call in calls_in(statement)] == ["khen-thuong", "dang-ky"]
    assert holds(condition, lambda part: part == Call("co", ("dang-ky",)))
    assert not holds(condition, lambda part: isinstance(part, Call))


def statement_of(text: str) -> Statement | None:
    tags = tags_of(text)
    return tags[0].says if tags and isinstance(tags[0].says, Statement) else None


def test_blocks_lie_within_blocks() -> None:
    things = ["a", '{% for m in danh_sach("x") %}', "b", "{% if m.a %}", "c", "{% else %}", "d", "{% endif %}"]
    nodes, mistakes = nest([*things, "{% endfor %}", "e"], statement_of)
    assert not mistakes
    assert [node if isinstance(node, str) else type(node) for node in nodes] == ["a", Block, "e"]
    repeated = nodes[1]
    assert isinstance(repeated, Block)
    first, choice = repeated.branches[0].contents
    assert first == "b"
    assert isinstance(choice, Block)
    assert [branch.contents for branch in choice.branches] == [["c"], ["d"]]


@pytest.mark.parametrize(
    ("things", "wrong"),
    [
        (["{% if nam %}"], [NOT_ENDED]),
        (["{% if nam %}", "{% endfor %}"], [ENDS_NOTHING, NOT_ENDED]),
        (["{%p if nam %}", "{% endif %}", "{%p endif %}"], [ENDS_NOTHING]),
        (["{% else %}"], [ENDS_NOTHING]),
        (["{% if nam %}", "{% else %}", "{% elif ngay %}", "{% endif %}"], [ENDS_NOTHING]),
        (['{% for m in danh_sach("x") %}', "{% else %}", "{% endfor %}"], [ENDS_NOTHING]),
    ],
)
def test_what_begins_is_ended_beside_it(things: list[str], wrong: list[Message]) -> None:
    assert [error.message for _, error in nest(things, statement_of).mistakes] == wrong


def test_blocks_lie_within_each_other_only_so_deep() -> None:
    mistakes = [
        error.message for _, error in nest(["{% if nam %}"] * 5000 + ["{% endif %}"] * 5000, statement_of).mistakes
    ]
    assert set(mistakes) == {TOO_DEEP, ENDS_NOTHING}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Đăng ký 187 mô hình, đạt 33,2% kế hoạch", ["187", "33,2%"]),
        ("1.240 mô hình; tổng số 62", ["1.240", "62"]),
        ("2. 15 mô hình tiêu biểu năm 2020", ["15"]),
        ("hơn 2,5 tỷ đồng (46 + 16)", ["2,5", "46", "16"]),
        ("tập thể 45, cá nhân 1", ["45", "1"]),
        ("Giai đoạn 2021-2023, năm 2020, quý 2/2020, tháng 6", []),
        ("Quyết định số 23-QĐ/TU ngày 05/01/2020; 1318/QĐ-UBND; 05-BC/ĐU", []),
        ("Khoản 2 Điều 5; Điều 1, 2 và 3; Biểu 1. Công nhận; lần thứ 3; Phường 5", []),
        ("1. Kết quả", []),
        ("2.1. Kết quả", []),
    ],
)
def test_numbers_typed_by_hand_are_found(text: str, numbers: list[str]) -> None:
    assert [number for number, _ in typed_numbers(text)] == numbers


def test_a_typed_number_is_shown_with_its_words() -> None:
    ((_, around),) = typed_numbers("Trong năm, toàn thành phố đã đăng ký được 187 mô hình dân vận khéo ở các cấp")
    assert around == "thành phố đã đăng ký được 187 mô hình dân vận khéo ở các"


def test_a_tag_with_a_tracked_change_says_so() -> None:
    for text in ("{{ so(\ufffc) }}", "{{ so('công nhận'\ufffc", "\ufffc }}"):
        (tag,) = tags.tags_of(text)
        assert isinstance(tag.says, RequestError)
        assert tag.says.message is tags.OBJECT_IN_TAG
        assert "\ufffc" not in str(tag.says.params["value"])


def test_a_key_with_a_hyphen_is_told_with_what_is_written() -> None:
    for text in ("{{ m.quyet-dinh }}", "{% if m.quyet-dinh %}"):
        (tag,) = tags.tags_of(text)
        assert isinstance(tag.says, RequestError)
        assert (tag.says.message, tag.says.params["example"]) == (tags.HYPHEN, "m.quyet_dinh")
