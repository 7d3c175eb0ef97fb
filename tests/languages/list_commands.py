"""Lists in which nothing is Vietnamese, and what is asked of them in both languages; headings have no diacritics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.languages.foreign_folder import Content

_HEAD = "STT,Ten mo hinh,Don vi,TT/CN"
_ROW = "1,Elit,Cardo,TT"
SENT: Content = {
    "due.csv": f"{_HEAD}\n{_ROW}\n2,Sed do,Cardo,CN\n",
    "titoli.csv": f"ALFA BETA\n{_HEAD},Colore\nI,CARDO,,\n{_ROW},blu\nTong cong,7 mo hinh,,\n",
    "vicini.csv": f"{_HEAD}\n1,Lorem ipsum dolor sit,Cardo,TT\n2,Lorem ipsum dolor sat,Cardo,TT\n",
    "note.csv": "Lorem ipsum\n",
    "dopo/due.csv": f"{_HEAD}\n1,Elit elit,Cardo,CN\n",
    "nuova.csv": f"{_HEAD}\n1,Elit,Xa Nuova,TT\n",
    "unita.csv": "Ma,Ten don vi,Cap,Truc thuoc\n,Nuova,xa,Borso\ncardo,Carda,xa,Borso\ndorno,Dorno,xa,Borso\n",
    "unita2.csv": "Ten don vi,Cap,Truc thuoc\nCardo,xa,Borso\nCardo,xa,Borso\n(*),xa,Borso\n",
    "rivista.csv": "Ten mo hinh,Ket qua ra soat\nIpsum,Duy tri\nLorem,\n",
    "giudizi.csv": "Ten mo hinh,Don vi,Cap danh gia,Xep loai\nIpsum,Cardo,xa,Kha\n",
    "giudizi2.csv": "Ten mo hinh,Don vi,Cap danh gia,Xep loai\nIpsun,Cardo,xa,Zzz\nNessuno,Cardo,zzz,Kha\n",
    "premi.csv": "Ho va ten,TT/CN,Hinh thuc khen thuong,Co quan khen thuong,So quyet dinh\nAldo,CN,Giay khen,Borso,7\n",
    "cifre.csv": "Nguon,Loai so lieu,Gia tri,It nhat\nAltro,registered,3,2\nAltro,zzz,3,\n",
    "errori.csv": (
        f"{_HEAD},Ngay dang ky,Tu nam,Moi,Duy tri\n1,Elit,Zzz,TT,31/02/2020,,,\n2,,Cardo,,,20,?,\n"
        '3,Elit,"""",TT,,2031,,\n'
        "4,Sed,Cardo,TT,,,,\n5,Sed,Cardo,TT,,,,\n,,,lorem ipsum dolor,,,,\n6,Sed do,Cardo,TT,,2031,x,x\n"
    ),
    "simili.csv": "STT,Ten mo hinh,Ten mo hinh,Don vi,TT/CN\n1,Elit,Sed,Cardo,TT\n",
    "tabella.csv": f"{_HEAD}\n{_ROW}\n\nSTT,Don vi,So luong\n1,Cardo,3\n",
    "mancano.csv": "STT,Ten mo hinh\n1,Elit\n",
    "vuoto.csv": "",
    "nul.csv": "a\0,b\n",
}
_IMPORT = "import due.csv --year 2020"

DONE = [
    _IMPORT,
    f"{_IMPORT} --dry-run",
    f"{_IMPORT} && {_IMPORT}",
    f"{_IMPORT} && import dopo/due.csv --year 2020",
    "import titoli.csv note.csv --year 2020 --dry-run",
    "import titoli.csv --year 2020 --rows 1-2 --dry-run",
    "import vicini.csv --year 2020 --dry-run",
    "import nuova.csv --year 2020 --add-units",
    "import unita.csv --kind units --anyway",
    "import rivista.csv --year 2021",
    "import giudizi.csv --year 2020",
    "import premi.csv --year 2020",
    "import due.csv --year 2020 --map STT=- --default note=Elit --dry-run",
    "template models -o m.xlsx",
    "template models -o r.xlsx --review 2020",
    "export -o tutto.xlsx --year 2020",
    "export registered -o uno.xlsx --by kind",
    "export -o tutto.json --records",
]
REFUSED = [
    "import unita.csv --kind units",
    f"{_IMPORT} && set 2020-cardo-elit kind=khong-ro && import dopo/due.csv --year 2020",
    "import errori.csv --year 2020",
    "import errori.csv --year 2020 --annotate e.xlsx",
    "import giudizi2.csv --year 2020",
    "import cifre.csv --year 2020 --kind figures",
    "import unita2.csv --kind units",
    "import simili.csv --year 2020",
    "import tabella.csv --year 2020",
    "import mancano.csv --year 2020 --kind models",
    "import vuoto.csv nul.csv nessuno.csv dopo --year 2020",
    "export -o m.xlsx && export -o m.xlsx",
]
ASKED_WRONGLY = [
    "import",
    "import due.csv",
    "import note.csv --year 2020",
    "import due.csv --year 20",
    f"{_IMPORT} --kind zzz",
    f"{_IMPORT} --sheet zzz",
    f"{_IMPORT} --map zzz",
    f"{_IMPORT} --map STT=zzz",
    f"{_IMPORT} --default zzz",
    f"{_IMPORT} --default titel=x",
    f"{_IMPORT} --from-encoding zzz",
    f"{_IMPORT} due.csv",
    "template",
    "template zzz",
    "template models --unit zzz",
    "template awards --review 2020",
    "template review",
    "export",
    "export -o m.xls",
    "export -o m.xlsx --records --kind zzz",
    "export registered -o m.xlsx --by zzz",
]
