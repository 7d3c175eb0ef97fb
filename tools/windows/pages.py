"""The clerk's pages as HTML, with their pictures, and links that lead from page to page.

What is not in the zip is not linked.
"""

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath
from string import Template
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

GUIDE, INDEX = "docs/huong-dan/", "README.md"
PICTURES = (".png",)  # they keep their places beside the guide
# Beside the guide: the first pages, and what the guide refers to.
_FIRST = {"README.vi.md": "gioi-thieu.html", "docs/bat-dau.md": "bat-dau.html"}
_REFERENCE = ("commands", "directory", "errors", "format")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z]+:")


def page_names(sources: Iterable[str]) -> dict[str, str]:
    """Return what each page is called, {path of its Markdown: name of the HTML}."""
    guide = {path: _guide_name(path) for path in sources if path.startswith(GUIDE)}
    return {**_FIRST, **{f"docs/{name}.md": f"{name}.html" for name in _REFERENCE}, **guide}


def _guide_name(path: str) -> str:
    name = path.removeprefix(GUIDE)
    return "index.html" if name == INDEX else f"{PurePosixPath(name).stem}.html"


def pages(sources: Mapping[str, bytes], frame: str) -> dict[str, bytes]:
    """Return the pages and pictures, {name: HTML or picture}, of documents {path: Markdown or picture}.

    `frame` is what stands around each page.
    """
    names = page_names(path for path in sources if path.endswith(".md"))
    pictures = {path.removeprefix(GUIDE): data for path, data in sources.items() if path.endswith(PICTURES)}
    made = {name: _page(path, sources[path].decode(), names, frame) for path, name in names.items()}
    return {**made, **pictures}


def _page(path: str, source: str, names: Mapping[str, str], frame: str) -> bytes:
    reader = MarkdownIt("commonmark").enable("table")
    tokens = [token for token in reader.parse(source) if not _is_comment(token)]
    headings = dict(_headings(tokens))
    for token in tokens:
        if token.children is not None:
            token.children = list(_linked(token.children, path, names))
    body = reader.renderer.render(tokens, reader.options, {})
    title = html.escape(next(iter(headings.values()), path))
    language = "en" if PurePosixPath(path).stem in _REFERENCE else "vi"
    return Template(frame).substitute(title=title, language=language, body=body).encode()


def _headings(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Give each heading the anchor that GitHub gives it; yield anchors and texts."""
    seen = set[str]()
    for opened, inline in pairwise(tokens):
        if opened.type == "heading_open":
            plain = _NOT_IN_ANCHOR.sub("", inline.content.lower()).replace(" ", "-")
            anchor = next(name for name in _numbered(plain) if name not in seen)
            seen.add(anchor)
            opened.attrSet("id", anchor)
            yield anchor, inline.content.replace("`", "")


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 0
    while True:
        number += 1
        yield f"{name}-{number}"


def _is_comment(token: Token) -> bool:
    return token.type in ("html_block", "html_inline") and bool(_COMMENT.fullmatch(token.content))


def _linked(tokens: list[Token], path: str, names: Mapping[str, str]) -> Iterator[Token]:
    """Yield the parts of a text, with links to pages of the zip and to the web, and without the others."""
    linked = list[bool]()
    for token in tokens:
        if token.type == "link_open":
            target = _target(unquote(str(token.attrGet("href"))), path, names)
            linked.append(target is not None)
            if target is not None:
                token.attrSet("href", target)
                yield token
        elif token.type != "link_close" or linked.pop():
            if not _is_comment(token):
                yield token


def _target(href: str, path: str, names: Mapping[str, str]) -> str | None:
    """Return where a link of a page leads to in the zip, None where that is not in it."""
    file, mark, anchor = href.partition("#")
    if _ELSEWHERE.match(href) or not file:
        return href
    name = names.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), file)))
    return f"{name}{mark}{anchor}" if name else None
