"""What the title of a list says that none of its columns does, such as that its models are recognized.

Which kind of list it is follows from its columns, and nothing is taken from a title; but what would be left undone for
it is said, with the options that do it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from danvan_cli.domain.messages import Message
from danvan_cli.domain.record_type import RecordType
from danvan_cli.domain.record_types import AWARDS, EVALUATIONS, MODELS
from danvan_cli.importing.options import ImportOptions
from danvan_cli.importing.sheet_lists import ListOnSheet
from danvan_cli.locale import translate
from danvan_cli.recording.plan import Remark, Step, remark
from danvan_cli.text.fold import bare, fold, has_diacritic, nfc
from danvan_cli.text.mark import N_

TITLE_SAYS_RECOGNIZED = Message(
    "title-says-recognized",
    N_(
        "{name}: by its title its models are recognized, but no column says so, and nothing is recognized by it. If"
        " all are: {command}"
    ),
    severity="doubt",
)
TITLE_SAYS_RATED = Message(
    "title-says-rated",
    N_(
        "{name}: by its title its models are rated, but no column has ratings or scores, and nothing is rated by it."
        " Add the column; if one rating holds for all: {command}"
    ),
    severity="doubt",
)
TITLE_SAYS_AWARDED = Message(
    "title-says-awarded",
    N_("{name}: by its title these are awards, but its columns make no list of awards. If they are: {command}"),
    severity="doubt",
)
TITLE_SAYS_ENDED = Message(
    "title-says-ended",
    N_(
        "{name}: by its title its models have ended, but no column says when, and none is ended by it."
        " If all are: {command}"
    ),
    severity="doubt",
)
TITLE_HAS_DECISION = Message(
    "title-has-decision",
    N_("{name}: the decision above the list is in none of its columns. If it holds for all rows: {command}"),
    severity="remark",
)

_PLANNED = r"đề nghị|đề xuất|dự kiến|đăng ký|tờ trình|đủ điều kiện|bình xét|xét công nhận|kế hoạch"
_DENIED = rf"{_PLANNED}|không|chưa"
_WORD = re.compile(r"(?<!\\)\b[^\W\d_]+")  # of a pattern, but for its escapes
_DECISION = re.compile(r"quyết định\s*(?:số)?\s*:?\s*(\d[\w./-]*\w)", re.IGNORECASE)
_DAY = re.compile(
    r"\s*(?:,\s*)?ngày\s+(\d{1,2})(?:[/.-]|\s+tháng\s+)(\d{1,2})(?:[/.-]|\s+năm\s+)(\d{4})", re.IGNORECASE
)


class TitleHint(NamedTuple):
    """What a title can say of all rows: by which words, unless others stand there, too, and where columns say it.

    `keys` are those of `record_type` of which one says it; `defaults` what would have to be said in their place.
    """

    record_type: RecordType
    words: str
    unless: str
    keys: tuple[str, ...]
    defaults: tuple[str, ...]


_HINTS = {
    TITLE_SAYS_RECOGNIZED: TitleHint(
        EVALUATIONS,
        r"được (?:\w+ )?công nhận|(?:quyết định|danh sách|kết quả) (?:\w+ )?công nhận|công nhận (?:các )?mô hình",
        _DENIED,
        ("recognized",),
        ("recognized",),
    ),
    TITLE_SAYS_RATED: TitleHint(
        EVALUATIONS,
        r"kết quả (?:xếp loại|đánh giá|phân loại|chấm điểm)|được (?:xếp|phân) loại|xếp loại (?:xuất sắc|tốt|khá|đạt)",
        _DENIED,
        ("rating", "score", "scores", "surveyed_on", "rated_on", "recognized"),
        ("rating",),
    ),
    TITLE_SAYS_AWARDED: TitleHint(
        AWARDS,
        r"được (?:\w+ )?(?:khen|biểu dương|tuyên dương|tôn vinh|tặng)|tặng (?:bằng|giấy) khen|danh sách khen thưởng",
        _DENIED,
        (),
        ("form", "authority"),
    ),
    TITLE_SAYS_ENDED: TitleHint(
        MODELS,
        r"mô hình (?:\w+ ){0,4}?(?:kết thúc|dừng|ngừng|chấm dứt|không còn hoạt động)",
        _PLANNED,
        ("ended_on", "ended_reason"),
        ("ended_on",),
    ),
}


def title_remarks(sheet_list: ListOnSheet, options: ImportOptions, steps: Sequence[Step]) -> Iterator[Remark]:
    """Yield what a list's title says that neither its columns nor the clerk does, and that its records will lack."""
    if sheet_list.kind not in (MODELS.folder, EVALUATIONS.folder, AWARDS.folder):
        return
    stated = _stated_keys(sheet_list, options)
    for message, hint in _HINTS.items():
        is_open = stated.isdisjoint(hint.keys) and _is_open(hint, sheet_list, steps)
        if is_open and _says(sheet_list.above, hint):
            yield remark(message, name=sheet_list.name, command=" ".join(_options(hint, sheet_list, stated)))
            return
    is_undecided = _decides(sheet_list, stated) and _lack(steps, sheet_list.kind, ("decision",))
    if is_undecided and (defaults := _decision_defaults(sheet_list, stated)):
        yield remark(TITLE_HAS_DECISION, name=sheet_list.name, command=" ".join(defaults))


def _stated_keys(sheet_list: ListOnSheet, options: ImportOptions) -> set[str]:
    """Return the keys of which something is said: in columns, in sections, or for all rows."""
    in_sections = {key for row in sheet_list.rows for key in row.sections}
    keys = {*sheet_list.columns.values(), *in_sections, *options.defaults}
    return {key.partition("=")[0].partition(".")[0] for key in keys}


def _says(above: str, hint: TitleHint) -> bool:
    """Whether what stands above a list says it; a title without any diacritics is compared without them."""
    form = fold if has_diacritic(above) else bare
    title = form(" ".join(above.split()))
    words, unless = (_WORD.sub(lambda word: form(word[0]), pattern) for pattern in (hint.words, hint.unless))
    return bool(re.search(words, title)) and not re.search(unless, title)


def _is_open(hint: TitleHint, sheet_list: ListOnSheet, steps: Iterable[Step]) -> bool:
    """Whether what a title says is not on record: a list of another kind says nothing of it."""
    is_own = sheet_list.kind == hint.record_type.folder
    return (
        (bool(hint.keys) and _lack(steps, sheet_list.kind, hint.keys)) if is_own else sheet_list.kind == MODELS.folder
    )


def _lack(steps: Iterable[Step], kind: str, keys: Sequence[str]) -> bool:
    """Whether a record will state none of some keys."""
    of_kind = (step.new or {} for step in steps if step.path.startswith(f"{kind}/"))
    return any(values.keys().isdisjoint(keys) for values in of_kind)


def _decides(sheet_list: ListOnSheet, stated: set[str]) -> bool:
    return sheet_list.kind == AWARDS.folder or (sheet_list.kind == EVALUATIONS.folder and "recognized" in stated)


def _options(hint: TitleHint, sheet_list: ListOnSheet, stated: set[str]) -> Iterator[str]:
    """Yield the options that say what the title says: where danvan cannot know a value, it is left to fill in."""
    if sheet_list.kind != hint.record_type.folder:
        yield f"--kind {hint.record_type.folder}"
    yes = translate(N_("yes"))
    known = {"recognized": yes, "outstanding": yes}
    wanted = list(hint.defaults)
    if "recognized" in wanted and fold("tiêu biểu") in fold(sheet_list.above):
        wanted.append("outstanding")
    yield from (f"--default {key}={known.get(key, '…')}" for key in wanted if key not in stated)
    if hint.record_type is AWARDS or "recognized" in wanted:
        yield from _decision_defaults(sheet_list, stated)


def _decision_defaults(sheet_list: ListOnSheet, stated: set[str]) -> list[str]:
    """Return the options that say by which decision, as it stands above the list."""
    above = nfc(sheet_list.above)
    decision = _DECISION.search(above)
    if decision is None or "decision" in stated:
        return []
    day = _DAY.match(above, decision.end())
    defaults = [f"--default decision={decision[1]}"]
    return (
        [*defaults, f"--default decided_on={'/'.join(day.groups())}"]
        if day and "decided_on" not in stated
        else defaults
    )
