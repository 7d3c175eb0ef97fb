"""The archive of a workbook, of which some parts become others and some join it."""

import posixpath
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from danvan_cli.spreadsheet.annotation.xml_edits import edited, in_utf8, inserted, tree
from danvan_cli.spreadsheet.saving import ArchiveFile

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
_TYPES = "[Content_Types].xml"


class PackageParts:
    """The parts of a workbook as they were, and as they are to be."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._changed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self._archive.NameToInfo

    def __getitem__(self, name: str) -> bytes:
        return self._changed[name] if name in self._changed else in_utf8(self._archive.read(name))

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, in the archive's order, new ones last."""
        return list({**dict.fromkeys(self._archive.NameToInfo), **dict.fromkeys(self._changed)})

    def get(self, name: str, otherwise: bytes) -> bytes:
        """Return a part, or something else where there is none."""
        return self[name] if name in self else otherwise  # noqa: SIM401 - this is what `get` is made of

    def __setitem__(self, name: str, content: bytes) -> None:
        self._changed[name] = content

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that a part refers to as its comments, its drawing …; None if there is none."""
        return next(iter(self.all_related(part, kind).values()), None)

    def all_related(self, part: str, kind: str) -> dict[str, str]:
        """Return all parts that a part refers to as its sheets, its drawings …, by the references' ids."""
        relations = _relations_of(part)
        targets: dict[str, str] = {}
        for relation in tree(self[relations]).children if relations in self else ():
            if relation.attributes["Type"].endswith(f"/{kind}"):
                target = posixpath.join("/", posixpath.dirname(part), relation.attributes["Target"])
                targets[relation.attributes.get("Id", "")] = posixpath.normpath(target)[1:]
        return targets

    def relate(self, part: str, kind: str, to: str) -> str:
        """Make a part refer to another; return the reference's id."""
        relations = _relations_of(part)
        xml = self.get(relations, _NO_RELATIONS)
        root = tree(xml)
        ids = {relation.attributes["Id"] for relation in root.children}
        name = next(f"rId{number}" for number in range(1, len(ids) + 2) if f"rId{number}" not in ids)
        new = f'<{root.prefix}Relationship Id="{name}" Type="{_RELATION}{kind}" Target="/{to}"/>'
        self[relations] = edited(xml, [inserted(xml, root, new.encode())])
        return name

    def free(self, pattern: str) -> str:
        """Return a name that no part has, out of one with a place for a number."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def declare(self, name: str, kind: str) -> None:
        """Declare what a new part is; names that begin with a point stand for all with that ending."""
        root = tree(self[_TYPES])
        key, value, tag = ("Extension", name[1:], "Default") if name[0] == "." else ("PartName", f"/{name}", "Override")
        if not any(entry.attributes.get(key, "").lower() == value.lower() for entry in root.children):
            new = f'<{root.prefix}{tag} {key}="{value}" ContentType="{kind}"/>'
            self[_TYPES] = edited(self[_TYPES], [inserted(self[_TYPES], root, new.encode())])

    def write(self, file: Path) -> None:
        """Write the archive: what did not change is copied."""
        with ArchiveFile(file, "wb") as stream, ZipFile(stream, "w", ZIP_DEFLATED) as target:
            for info in self._archive.NameToInfo.values():
                content = self._changed.pop(info.filename, None)
                target.writestr(_info_like(info), self._archive.read(info) if content is None else content)
            for name, content in self._changed.items():
                target.writestr(_info_like(ZipInfo(name)), content)


def _info_like(info: ZipInfo) -> ZipInfo:
    """Return a part's entry as it was, with the day that it has always had."""
    new = ZipInfo(info.filename, info.date_time)
    new.compress_type, new.external_attr = ZIP_DEFLATED, info.external_attr
    return new


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
