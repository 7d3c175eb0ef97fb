"""What may stand between braces in a template: a tag's text -> what it says, or what is wrong with it.

A template is data and never a program: Jinja's parser reads a tag, whatever is on no white list here is refused, and
nothing is ever compiled or run.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from danvan_cli.domain.errors import RequestError
from danvan_cli.domain.matching import NOTHING_NEAR
from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers.language.words import (
    DAY_OPTIONS,
    EVERYTHING,
    FILTERS,
    FLAGS,
    FUNCTIONS,
    LEVELS,
    PAPER_DAYS,
    STATEMENTS,
    VARIABLES,
    Call,
    Combination,
    Condition,
    Function,
    OptionValue,
    Output,
    PaperDay,
    Statement,
    Tag,
    Variable,
)
from danvan_cli.text.mark import N_
from danvan_cli.text.nearest import nearest

NOT_CLOSED = Message(
    "tag-not-closed", N_("“{value}” begins a tag that is not closed in the same paragraph."), severity="fault"
)
NOT_OPENED = Message(
    "tag-not-opened", N_("“{value}” closes a tag that nothing opens in this paragraph."), severity="fault"
)
NOT_READ = Message(
    "tag-not-read", N_("“{value}” cannot be read: brackets, quotes or commas do not fit together."), severity="fault"
)
NOT_ALLOWED = Message(
    "tag-not-allowed",
    N_("“{value}” is not part of what a template can say. It can say: {known}."),
    severity="fault",
)
TYPED_CONSTANT = Message(
    "tag-constant", N_("“{value}” is typed by hand. A number comes from the records; a word stands without braces."),
    severity="fault",
)  # fmt: skip
NO_FUNCTION = Message(
    "no-template-function", N_("There is no “{value}”. Nearest: {near}. There are: {known}."), severity="fault"
)
NO_STATEMENT = Message(
    "no-template-statement", N_("“{value}” begins no tag. Nearest: {near}. There are: {known}."), severity="fault"
)
NO_PART = Message(
    "no-template-option", N_("{what} takes no “{value}”. Nearest: {near}. It takes: {known}."), severity="fault"
)
ONLY_TEXTS = Message("only-texts", N_("Of {what}, “{value}” has to stand in quotes."), severity="fault")
TOO_FEW = Message("too-few-given", N_("{what} lacks {missing}. Such as: {example}"), severity="fault")
WRONG_PLACE = Message("wrong-place", N_("{what} cannot stand there. It stands so: {example}"), severity="fault")
TAKEN_NAME = Message(
    "taken-name", N_("“{value}” is taken. Call the records by another name, such as m."), severity="fault"
)

OBJECT_IN_TAG = Message(
    "object-in-tag",
    N_(
        "“{value}” holds a tracked change, a picture or a field. Accept the changes in Word (Review, Accept), or type "
        "the tag anew."
    ),
    severity="fault",
)
HYPHEN = Message("hyphen-in-tag", N_("In a template “{value}” is written with “_”: {example}."), severity="fault")

OBJECT = "\ufffc"  # stands in a text for what is no text, such as a picture
_WITH_HYPHEN = re.compile(r"\w+\.\w+(?:-\w+)+")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_FOR = re.compile(r"(?P<name>\w+)\s+in\s+(?P<listed>.+)", re.DOTALL)
_QUOTES = str.maketrans({**dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‘’‚‛′", "'")})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LONGEST = 1000  # letters of a tag: what is longer says nothing that a question says, and would be read all too deep
_ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
_ENVIRONMENT.globals.clear()


def tags_of(text: str) -> list[Tag]:
    """Return the tags in the text of a paragraph, in their order; braces that make none are told as such."""
    tags = [Tag(match.start(), match.end(), match[0], _said(match[0])) for match in _TAG.finditer(text)]
    rest = _TAG.sub(lambda match: " " * len(match[0]), text)
    for loose in _LOOSE.finditer(rest):
        shown = _shortened(rest[loose.start() :] if loose[0] in ("{{", "{%", "{#") else loose[0])
        message = NOT_CLOSED if loose[0][0] == "{" else NOT_OPENED
        if OBJECT in text:
            message, shown = OBJECT_IN_TAG, _without_objects(text)
        tags.append(Tag(loose.start(), loose.end(), loose[0], RequestError(message, value=shown)))
    return sorted(tags)


def _without_objects(text: str) -> str:
    return _shortened(text.replace(OBJECT, "…"))


def _shortened(text: str) -> str:
    return " ".join(text.split())[:40]


def as_meant(text: str) -> str:
    """Return a tag's text without what Word made of it: curly quotes, NBSP, NFD, letters that nobody sees."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_QUOTES)
    return " ".join(plain.split())


def _said(text: str) -> Output | Statement | RequestError | None:
    inner = as_meant(text[2:-2])
    if text.startswith("{#"):
        return None
    if OBJECT in text:
        return RequestError(OBJECT_IN_TAG, value=_without_objects(text))
    try:
        return _output(inner) if text.startswith("{{") else _statement(inner)
    except RequestError as error:
        return error


def _output(inner: str) -> Output:
    node, filters = _parsed(inner), list[str]()
    while isinstance(node, nodes.Filter) and node.node is not None:
        if node.name not in FILTERS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise RequestError(
                NO_FUNCTION, value=f"| {node.name}", near=_near(node.name, FILTERS), known=", ".join(FILTERS)
            )
        filters.insert(0, node.name)
        node = node.node
    value = _value(node, inner)
    if isinstance(value, Call) and FUNCTIONS[value.function].stands not in ("text", "paragraph"):
        raise _misplaced(value)
    if isinstance(value, Call) and filters and FUNCTIONS[value.function].stands == "paragraph":
        raise _misplaced(value)
    return Output(value, tuple(filters))


def _statement(inner: str) -> Statement:
    level, word, rest = _words(inner)
    match word:
        case "for":
            return _for(level, rest, inner)
        case "if" | "elif":
            return Statement(word, level, condition=_condition(_parsed(rest), rest))
        case "else" | "endif" | "endfor" if not rest:
            return Statement(word, level)
        case word if word in STATEMENTS:
            raise RequestError(NOT_READ, value=inner)
    raise RequestError(NO_STATEMENT, value=inner, near=_near(word, STATEMENTS), known=", ".join(STATEMENTS))


def _words(inner: str) -> tuple[str, str, str]:
    """Return the level of a statement, its first word, and the rest."""
    first, _, rest = inner.partition(" ")
    level = first if first in LEVELS else ""
    word, _, rest = (rest if level else inner).partition(" ")
    return level, word, rest.strip()


def _for(level: str, rest: str, inner: str) -> Statement:
    parts = _FOR.fullmatch(rest)
    if parts is None:
        raise RequestError(NOT_READ, value=inner)
    name = parts["name"]
    if name in VARIABLES or name in FUNCTIONS or not name.isidentifier() or name.startswith("_"):
        raise RequestError(TAKEN_NAME, value=name)
    listed = _value(_parsed(parts["listed"]), parts["listed"])
    if not isinstance(listed, Call) or listed.function != "danh_sach":
        raise RequestError(WRONG_PLACE, what=parts["listed"], example=FUNCTIONS["danh_sach"].example)
    return Statement("for", level, name, listed)


def _condition(node: nodes.Expr, text: str) -> Condition:
    match node:
        case nodes.Not():
            return Combination("not", (_condition(node.node, text),))
        case nodes.And() | nodes.Or():
            operator: Literal["and", "or"] = "and" if isinstance(node, nodes.And) else "or"
            return Combination(operator, (_condition(node.left, text), _condition(node.right, text)))
    value = _value(node, text)
    if isinstance(value, Call) and FUNCTIONS[value.function].stands != "if":
        raise _misplaced(value)
    return value


def _misplaced(call: Call) -> RequestError:
    return RequestError(WRONG_PLACE, what=f"{call.function}()", example=FUNCTIONS[call.function].example)


def _parsed(text: str) -> nodes.Expr:
    """Return the one expression of a text; raise RequestError."""
    if len(text) > _LONGEST:
        raise RequestError(NOT_READ, value=text)
    try:
        body = _ENVIRONMENT.parse(f"{{{{ {text} }}}}").body
    except (TemplateSyntaxError, RecursionError):
        raise RequestError(NOT_READ, value=text) from None
    if len(body) == 1 and isinstance(body[0], nodes.Output) and len(body[0].nodes) == 1:
        return body[0].nodes[0]
    raise RequestError(NOT_READ, value=text)


def _value(node: nodes.Node, text: str) -> Call | Variable:
    match node:
        case nodes.Call(node=nodes.Name(name=name)):
            return _call(name, node, text)
        case nodes.Name():
            return Variable(node.name)
        case nodes.Getattr(node=nodes.Name(name=name)) if not node.attr.startswith("_"):
            return Variable(name, node.attr)
        case nodes.Sub() if match := _WITH_HYPHEN.search(text):
            raise RequestError(HYPHEN, value=match[0], example=match[0].replace("-", "_"))
        case nodes.Const() | nodes.TemplateData() | nodes.Concat():
            raise RequestError(TYPED_CONSTANT, value=text)
    raise RequestError(NOT_ALLOWED, value=text, known=EVERYTHING)


def _call(name: str, node: nodes.Call, text: str) -> Call:
    function = FUNCTIONS.get(name)
    if function is None:
        raise RequestError(NO_FUNCTION, value=f"{name}()", near=_near(name, FUNCTIONS), known=", ".join(FUNCTIONS))
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise RequestError(NOT_ALLOWED, value=text, known=EVERYTHING)
    texts = tuple(_text(argument, name, text) for argument in node.args)
    options = tuple(_option(keyword, name, function, text) for keyword in node.kwargs)
    lacking = [option for option in function.needs if option not in dict(options)]
    if len(texts) < function.measures or lacking:
        missing = lacking[0] if lacking and len(texts) >= function.measures else _measure_names(function, len(texts))
        raise RequestError(TOO_FEW, what=f"{name}()", missing=missing, example=function.example)
    if not function.measures and texts:
        raise RequestError(NO_PART, what=f"{name}()", value=texts[0], near=NOTHING_NEAR, known="–")
    return Call(name, texts[: function.measures], texts[function.measures :], options)


def _measure_names(function: Function, given: int) -> str:
    """Return examples of the measures that are not given."""
    return ", ".join(re.findall(r'"[^"=]+"', function.example)[given : function.measures])


def _option(keyword: nodes.Keyword, name: str, function: Function, text: str) -> tuple[str, OptionValue]:
    if keyword.key not in function.options:
        near = _near(keyword.key, function.options)
        raise RequestError(
            NO_PART, what=f"{name}()", value=keyword.key, near=near, known=", ".join(function.options) or "–"
        )
    if keyword.key in FLAGS and isinstance(keyword.value, nodes.Const) and isinstance(keyword.value.value, bool):
        return keyword.key, keyword.value.value
    if keyword.key in DAY_OPTIONS and isinstance(keyword.value, nodes.Name):
        return keyword.key, _paper_day(keyword.value.name)
    return keyword.key, _text(keyword.value, name, text)


def _paper_day(name: str) -> PaperDay:
    if name not in PAPER_DAYS:
        raise RequestError(NO_FUNCTION, value=name, near=_near(name, PAPER_DAYS), known=", ".join(PAPER_DAYS))
    return PaperDay(name)


def _text(node: nodes.Expr, name: str, text: str) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return node.value
    if isinstance(node, nodes.Const | nodes.Name):
        value = node.name if isinstance(node, nodes.Name) else str(node.value)
        raise RequestError(ONLY_TEXTS, what=f"{name}()", value=value)
    raise RequestError(NOT_ALLOWED, value=text, known=EVERYTHING)


def _near(word: str, known: Iterable[str]) -> str:
    return nearest(word, known) or NOTHING_NEAR
