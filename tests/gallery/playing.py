import contextlib
import re
import shlex
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from unittest.mock import patch

from danvan_cli.domain.errors import WriteError
from danvan_cli.spreadsheet.errors import FileFormatError
from danvan_cli.store.lock import LOCK_FILE
from danvan_cli.view.messages import told, without_nearest
from tests.helpers.data_folder import LONG_AFTER, DataFolder
from tests.helpers.declared_messages import REFUSALS, UNREADABLE
from tests.helpers.program import CommandResult, danvan

_NOTHING: Mapping[str, str] = MappingProxyType({})
_BLANK = re.compile(r"\{(\w+)\}")
_KEPT_COPY = re.compile(r"\S+[/\\]danvan-[^/\\]+[/\\]")

# One small office. Records stand on one line each, as an editor may write them.
OFFICE_FOLDER = {
    "danvan.yaml": "{format: 1, office: Ban Dân vận Thành ủy Ngã Bảy, unit: nga-bay}\n",
    "units.yaml": """\
- {id: hau-giang, name: Tỉnh Hậu Giang, level: tinh}
- {id: nga-bay, name: Thành phố Ngã Bảy, level: huyen, parent: hau-giang}
- {id: hiep-thanh, name: Phường Hiệp Thành, level: xa, parent: nga-bay}
- {id: hiep-loi, name: Phường Hiệp Lợi, level: xa, parent: nga-bay}
- {id: tan-thanh, name: Xã Tân Thành, level: xa, parent: nga-bay, until: 2020-06-30, successors: [hiep-loi]}
""",
    "models/2020/2020-cho-khong-rac.yaml": "{title: Chợ không rác, unit: hiep-thanh, kind: tap-the}\n",
    "models/2020/2020-den-duong.yaml": "{title: Thắp sáng đường quê, unit: hiep-loi, kind: tap-the}\n",
    "models/2020/2020-duong-hoa.yaml": "{title: Tuyến đường hoa, unit: hiep-loi, kind: tap-the}\n",
    "evaluations/2020/2020-cho-khong-rac.huyen.yaml": (
        "{rating: tot, recognized: true, decision: 123-QĐ/TU, decided_on: 2020-12-20}\n"
    ),
    "evaluations/2020/2020-cho-khong-rac.xa.yaml": ("{recognized: true, decision: 45-QĐ/ĐU, decided_on: 2020-11-18}\n"),
    "evaluations/2020/2020-den-duong.huyen.yaml": (
        "{recognized: true, decision: 123-QĐ/TU, decided_on: 2020-12-20, revoked_on: 2021-03-01}\n"
    ),
    "awards/2020/2020-giay-khen-lan.yaml": (
        "{kind: ca-nhan, form: giay-khen, authority: nga-bay, recipient: Nguyễn Thị Lan, decision: 9-QĐ/TU}\n"
    ),
    "awards/2020/2020-bang-khen-minh.yaml": (
        "{kind: ca-nhan, form: bang-khen, recipient: Trần Văn Minh, status: khong-duyet}\n"
    ),
    "figures/2020/2020-bao-cao-nam.yaml": "{source: Báo cáo năm 2020, claims: [{measure: registered, value: 3}]}\n",
}


def shaped(sentence: str) -> str:
    """Return the pattern of a sentence whatever fills it in, and whether or not something is near."""
    blanks = dict.fromkeys(_BLANK.findall(sentence), "¤")
    forms = [sentence.format(**blanks), without_nearest(sentence).format(**blanks)]
    return "|".join(re.escape(form).replace("¤", ".*") for form in forms)


class Situation(NamedTuple):
    """A command that is refused in the office's folder, with what differs there; and what to do, in English.

    `code` names the sentence, or `says` is it. `before` are commands that come first. While the editor is open,
    `edited` is saved in it, and others write what is in `meanwhile`, None: make a folder of that name. `sent` are
    files where the command is typed, which is beside the data folder; what a function makes is no text.
    """

    code: str
    command: str
    mend: str
    files: Mapping[str, str] = _NOTHING
    before: tuple[str, ...] = ()
    links: Mapping[str, str] = _NOTHING
    meanwhile: Mapping[str, str | None] = MappingProxyType({})
    edited: str = ""
    says: str = ""
    sent: Mapping[str, str | Callable[[], bytes]] = MappingProxyType({})

    @property
    def sentence(self) -> str:
        """The message, as translators have it."""
        return self.says or REFUSALS[self.code].sentence

    @property
    def words(self) -> str:
        """The message, with how it is mended."""
        return self.says or f"{self.sentence} {REFUSALS[self.code].hint}".rstrip()


class ForcedRefusal(NamedTuple):
    """A message that no command brings about by itself: what fills it in, what to do, which test brings it about."""

    code: str
    args: Mapping[str, Any]
    mend: str
    test: str

    @property
    def sentence(self) -> str:
        """The message in the language that is spoken."""
        message = REFUSALS[self.code]
        refused = FileFormatError if message in UNREADABLE else WriteError
        return told(refused(message, **self.args))


class PlayedSituation(NamedTuple):
    """What was said, and whether the folder is as it was before."""

    said: CommandResult
    untouched: bool


def played(situation: Situation, place: Path, language: str) -> PlayedSituation:
    """Run a situation's command in a new folder at `place`."""
    with (
        contextlib.chdir(_desk(situation, place)),
        patch("tempfile.tempdir", _own_temporary(place)),
        patch.dict("os.environ", {"EDITOR": "nobody calls it", "DANVAN_TODAY": "2026-11-29"}),  # docs/errors.md has it
        patch("danvan_cli.cli.workplace.time", LONG_AFTER),  # each file is read once
    ):
        folder = _set_up(situation, place)
        before = _state(folder)
        with patch("danvan_cli.cli.edit.let_edit", _editor(situation, folder)):
            said = _ask(folder, situation.command, language)
        after = _state(folder)
    others = {path: content for path, content in after.items() if path not in situation.meanwhile}
    return PlayedSituation(
        said, others == {path: content for path, content in before.items() if path not in situation.meanwhile}
    )


def _desk(situation: Situation, place: Path) -> Path:
    """Make a folder to type commands in, with what was sent."""
    desk = place.parent / "desk"
    for name, content in situation.sent.items():
        file = desk / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content())
    desk.mkdir(exist_ok=True)
    return desk


def _set_up(situation: Situation, place: Path) -> DataFolder:
    folder = DataFolder(place)
    for path, content in {**OFFICE_FOLDER, **situation.files}.items():
        folder.write(path, content)
    for path, target in situation.links.items():
        (folder.root / path).unlink(missing_ok=True)
        (folder.root / path).symlink_to(target)
    for command in situation.before:
        said = _ask(folder, command, "en")
        assert said.code == 0, said.err
    return folder


def _ask(folder: DataFolder, command: str, language: str) -> CommandResult:
    typed = shlex.split(command)
    data = () if "--data" in typed else ("--data", str(folder.root))
    said = danvan(*typed, *data, "--lang", language)
    err = said.err.replace(str(folder.root), "dan-van")  # each test has another one
    return said._replace(err=_KEPT_COPY.sub("/tmp/", err))  # noqa: S108 - a sentence, not a file


def _state(folder: DataFolder) -> dict[str, bytes | None]:
    """Return what stands in the folder; the lock's empty file says nothing."""
    return {path: content for path, (content, _, _) in folder.state().items() if path != LOCK_FILE}


def _own_temporary(place: Path) -> str:
    return tempfile.mkdtemp(dir=place.parent)


def _editor(situation: Situation, folder: DataFolder) -> Callable[[Path], None]:
    def edit(file: Path) -> None:
        for path, content in situation.meanwhile.items():
            _write_meanwhile(folder, path, content)
        file.write_text(situation.edited, "utf-8")

    return edit


def _write_meanwhile(folder: DataFolder, path: str, content: str | None) -> None:
    if content is None:
        (folder.root / path).unlink()
        (folder.root / path).mkdir()
    else:
        folder.write(path, content)
