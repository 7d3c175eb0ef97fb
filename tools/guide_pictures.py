"""Make the pictures of docs/huong-dan/bao-cao.md and trang-lanh-dao.md anew: papers and the page for leaders, as seen.

They are of the practice folder, so that whoever follows the guide sees the same. It needs LibreOffice (`soffice`),
`pdftoppm` (poppler-utils) and Chromium, and a font like Times New Roman (Liberation Serif); no test needs any of them.
Each picture is at most 60 KiB. Look at them before they are kept.
"""  # noqa: INP001 - a script, not a package

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

PICTURES = Path(__file__).parents[1] / "docs" / "huong-dan" / "hinh"
_NEEDED = {"soffice": "LibreOffice", "pdftoppm": "poppler-utils", "chromium": "Chromium"}
_MOST = 60 << 10  # bytes of a picture
_DOTS = 80  # in an inch: an A4 page is as wide as a column of the guide
_PHONE = (360, 780)
# A phone's window is narrower than Chromium's narrowest.
_FRAME = '<body style="margin:0"><iframe src="page.html" width="{}" height="{}" style="border:0"></iframe>'


def main() -> int:
    """Make all pictures."""
    missing = [f"{name} ({what})" for name, what in _NEEDED.items() if not shutil.which(name)]
    if missing:
        sys.stderr.write(f"Needed to make the pictures, and not installed: {', '.join(missing)}\n")
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        write_papers(Path(home))
        for name in ("mau", "bao-cao", "giay-khen"):
            draw_paper(Path(home), name)
        draw_page(Path(home))
    too_large = [file.name for file in PICTURES.glob("*.png") if file.stat().st_size > _MOST]
    if too_large:
        sys.stderr.write(f"Larger than {_MOST >> 10} KiB: {', '.join(too_large)}\n")
    return bool(too_large)


def write_papers(home: Path) -> None:
    """Write what the guide writes, as its commands do."""
    environment = {**os.environ, "HOME": str(home), "DANVAN_CACHE": str(home / "cache"), "DANVAN_TODAY": "2026-01-12"}

    def danvan(*typed: str) -> None:
        command = [sys.executable, "-m", "danvan_cli", *typed]
        subprocess.run(command, cwd=home, env=environment, check=True, capture_output=True)  # noqa: S603 - our own words

    danvan("init", "--practice", "--lang", "vi")
    folder = ("--data", "thuc-hanh", "--lang", "vi")
    danvan("template", "report", "bao-cao", "-o", "mau.docx", *folder)
    said = ("--year", "2025", "--number", "05", "--date", "23/12/2025", *folder)
    danvan("report", "--template", "mau.docx", "-o", "bao-cao.docx", *said)
    danvan("report", "giay-khen", "--form", "nha-nuoc", "-o", "giay-khen.docx", *said)
    danvan("report", "--year", "2025", "-o", "page.html", *folder)


def draw_paper(home: Path, name: str) -> None:
    """Draw the first page of a paper."""
    profile = f"-env:UserInstallation={(home / 'office').as_uri()}"
    run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(home), str(home / f"{name}.docx"))
    run("pdftoppm", "-r", str(_DOTS), "-gray", "-singlefile", "-l", "1", str(home / f"{name}.pdf"), str(home / name))
    (PICTURES / f"{name}.png").write_bytes(as_png((home / f"{name}.pgm").read_bytes()))


def as_png(pgm: bytes) -> bytes:
    """Return a grey picture in 16 greys: half as large as in 256, and letters look the same."""
    _, size, _, pixels = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = (pixels[width * row : width * (row + 1)] for row in range(height))
    packed = b"".join(b"\0" + bytes(map(_pair, row[::2], row[1::2] + b"\xff" * (width % 2))) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _pair(left: int, right: int) -> int:
    return left >> 4 << 4 | right >> 4


def draw_page(home: Path) -> None:
    """Draw the page for leaders on a phone, where the number of what is registered is open."""
    page = home / "page.html"
    row = re.compile(r"(<th scope=row>Đăng ký.*?<td><details )")
    page.write_text(row.sub(r"\1open ", page.read_text("utf-8"), count=1), "utf-8")
    (home / "phone.html").write_text(_FRAME.format(*_PHONE), "utf-8")
    size = "--window-size={},{}".format(*_PHONE)
    picture = f"--screenshot={PICTURES / 'trang-lanh-dao.png'}"
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-lcd-text")
    run("chromium", *quiet, size, picture, (home / "phone.html").as_uri())


def run(program: str, *typed: str) -> None:
    """Run a program that says nothing unless it fails."""
    subprocess.run([str(shutil.which(program)), *typed], check=True, capture_output=True)  # noqa: S603 - our own words


if __name__ == "__main__":
    sys.exit(main())
