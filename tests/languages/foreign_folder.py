"""Folders of records in which nothing is Vietnamese but ids: what is Vietnamese in an answer, the program said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Content = Mapping[str, str | bytes]

OFFICE = """\
format: 1
office: Borso
unit: borso
vocabulary:
  field:
    - {id: alfa, label: Alfa, until: 2019}
    - {id: beta, label: Beta}
  criterion:
    - {id: gama, label: Gama, max: 10}
    - {id: terza, label: Terza, max: 10}
  indicator:
    - {id: terra, label: Terra, unit: m2}
    - {id: ore, label: Ore, unit: h, stock: true}
"""
UNITS = """\
- {id: alba, name: Alba, level: tinh}
- {id: borso, name: Borso, level: huyen, parent: alba}
- {id: cardo, name: Cardo, level: xa, parent: borso}
- {id: dorno, name: Dorno, level: xa, parent: borso, until: 2019-06-30, successors: [cardo]}
"""
SOUND: Content = {
    "danvan.yaml": OFFICE,
    "units.yaml": UNITS,
    "models/2019/2019-uno.yaml": "title: Lorem\nunit: borso\nkind: tap-the\nfield: alfa\norigin: moi\n",
    "models/2020/2020-uno.yaml": (
        "title: Lorem\nunit: borso\nkind: tap-the\norigin: duy-tri\ncontinues: 2019-uno\nmovement: dan-van-kheo\n"
        "registered_on: 2020-12-07\nended_on: 2020-12\nparticipants: 1240\n"
        "tags: [rosso, giallo]\nextra: {colore: blu}\n"
    ),
    "models/2020/2020-due.yaml": "title: Ipsum\nunit: cardo\nkind: ca-nhan\nperson: Mario\nfield: beta\ncount: 1239\n",
    "models/2020/2020-tre.yaml": "title: Dolor\nunit: cardo\nkind: khong-ro\ncount: 500\nfrom_year: 2018\n",
    "evaluations/2020/2020-uno.huyen.yaml": (
        "surveyed_on: 2020-12-07\nrated_on: 2020-12-08\nby: borso\nscorers: {Mario: {gama: 8.5}}\nscore: 8.5\n"
        "rating: tot\nrecognized: true\noutstanding: true\ndecision: 12-QD/TU\ndecided_on: 2020-12-09\n"
        "results: {terra: 1234.5, ore: 3}\n"
    ),
    "awards/2020/2020-bk.yaml": (
        "kind: ca-nhan\nform: giay-khen\nauthority: borso\nrecipient: Mario\nmodel: 2020-uno\npurpose: dan-van-kheo\n"
        "proposal: 3\nproposed_on: 2020-11-11\ndecision: 4\ndecided_on: 2020-12-09\n"
    ),
    "awards/2020/2020-knc.yaml": "kind: ca-nhan\nform: ky-niem-chuong\nrecipient: Sole\nstatus: de-nghi\n",
    "activities/2020/2020-patto.yaml": (
        "title: Patto\nunit: borso\nform: chuong-trinh-phoi-hop\nheld_on: 2020-02-03\nuntil_year: 2024\n"
        "partners: [Banda]\nplace: Piazza\nparticipants: 1240\nabout: Acqua\nresults: {terra: 12.5, ore: 3}\n"
    ),
    "activities/2020/2020-festa.yaml": "title: Festa\nunit: cardo\nheld_on: 2020-05-12\n",
    "activities/2020/2020-incontro.yaml": (
        "title: Incontro\nunit: cardo\nform: doi-thoai\nmodel: 2020-uno\ncount: 2\noutcome: Bene\n"
    ),
    "figures/2020/2020-corriere.yaml": (
        "source: Corriere\nurl: x\nstated_on: 2020-12-23\nclaims:\n"
        "  - {measure: registered, value: 1240}\n"
        "  - {measure: registered, value: 1241, text: multi}\n"
        "  - {measure: registered, vs: 2019, value: 1239}\n"
        "  - {measure: recognized, share_of: registered, value: 0.08}\n"
        "  - {measure: awards, at_least: 100}\n"
        "  - {measure: awards, where: {kind: ca-nhan}, unknown: true}\n"
        "  - {measure: recognized, where: {rating: tot}, value: 8}\n"
        "  - {measure: recognized, where: {rating: kha}, value: 8}\n"
        "  - {measure: recognized, value: 9}\n"
    ),
}


def _model(**keys: str) -> str:
    stated = {"title": "Lorem", "unit": "borso", "kind": "tap-the"} | keys
    return "".join(f"{key}: {value}\n" for key, value in stated.items())


# Sentences that name a level, a form, a kind, a status.
NAMED: Content = {
    "danvan.yaml": OFFICE.replace(
        "vocabulary:\n",
        "vocabulary:\n  level:\n    - {id: tinh, label: Cima, label_en: Cima}\n"
        "    - {id: huyen, label: Mezzo, label_en: Mezzo, until: 2019}\n"
        "    - {id: xa, label: Basso, label_en: Basso}\n",
    ),
    "evaluations/2020/2020-uno.xa.yaml": "rating: kha\nrecognized: true\ndecision: 3\ndecided_on: 2020-11\n",
    "awards/2020/a1.yaml": "kind: ca-nhan\nform: bang-khen\nauthority: borso\nrecipient: Mario\n",
    "awards/2020/a3.yaml": "kind: tap-the\nform: ky-niem-chuong\nrevoked_on: 2020-12-07\nmodel: nessuno\n",
}
# An id that two files bear, and an evaluation in another year than its model's.
CLASHES: Content = {
    "models/2019/2020-uno.yaml": _model(title="Sagittis"),
    "evaluations/2019/2020-due.xa.yaml": "rating: kha\n",
}
RATINGS = """\
  rating:
    - {id: tot, label: Optimo, effective: true, min: 8}
    - {id: kha, label: Bono, effective: true, min: 6.5}
    - {id: khong-dat, label: Malo}
"""
BROKEN: Content = {
    "Units.yaml": "",
    "danvan.yaml": OFFICE + RATINGS,
    "units.yaml": UNITS
    + """\
- {id: elva, name: Elva, level: xa, parent: borso, from: 2022-01-01}
- {id: fino, name: Fino, level: xa, parent: gavi}
- {id: gavi, name: Gavi, level: xa, parent: fino}
- {id: hone, name: Hone, level: xa, successors: [hone, nessuno]}
- {id: isso, name: Isso, level: yyy}
- {id: lago, name: Lago, level: huyen, parent: alba}
- {id: mare, name: Mare, level: xa, parent: lago}
- {id: nord, name: Nord, level: xa, parent: mare}
""",
    "models/2020/ipsum.yaml": _model(title="Ipsum dolor sit amet", registered_on="2020-05-02", ended_on="2020-03-01"),
    "models/2020/ipsum-2.yaml": _model(title="Ipsum dolor sit amet"),
    "models/2020/ipsum-3.yaml": _model(title="Ipsum dolor sit amen", person="Mario", field="alfa", unit="dorno"),
    "models/2020/ipsum-4.yaml": _model(title="Ipsum dolor sit ames", unit="dorno", person="Mario"),
    "models/2020/amor.yaml": _model(title="Amor", person="Mario"),
    "models/2020/amor-2.yaml": _model(title="Amor", person="Bà Mario"),
    "models/2020/elit.yaml": _model(title="Elit", unit="elva", field="zeta", kind="mo-hinh", continues="2019-uno"),
    "models/2020/sed.yaml": _model(title="Sed", origin="duy-tri", unit="cardu", continues="2019-unp"),
    "models/2020/mare.yaml": _model(title="Maris", unit="mare"),
    "models/2020/mare-2.yaml": _model(title="Maris", unit="nord"),
    "evaluations/2020/2020-due.xa.yaml": "evidence: [evidence/2020/manca.jpg, ../fuori.jpg]\n",
    "models/2020/tardi.yaml": _model(title="Tardi", started_on="2023", ended_on="2162"),
    "models/2020/presto.yaml": _model(title="Presto", ended_on="2011"),
    "models/2162/futuro.yaml": _model(title="Futuro"),
    "models/2020/eius.yaml": _model(title="Eius", origin="duy-tri"),
    "models/2020/quis.yaml": _model(title="Quis", continues="ipsum", level="xxx"),
    "awards/2019/prima.yaml": "kind: mo-hinh\nform: bang-khen\nauthority: borso\nmodel: ipsum\n",
    "models/2020/vacuo.yaml": "",
    "models/2020/segno.yaml": "title: …\nunit: borso\nkind: tap-the\n",
    "models/2020/latino.yaml": b"title: \xe9\n",
    "models/2020/suono.yaml": "title: a\x07\n",
    "models/2020/aperto.yaml": "title: [a\n",
    "models/2020/due-mani.yaml": "<<<<<<< HEAD\ntitle: Lorem\n=======\ntitle: Ipsum\n>>>>>>> ramo\n",
    "models/2020/foglio.yaml": "title: !python x\n",
    "models/2020/fondo.yaml": "title: " + "[" * 30 + "]" * 30,
    "models/2020/solo.yaml": "lorem\n",
    "models/2020/perso.yml": "x",
    "models/2020/grande.yaml": "note: " + "x" * 1_100_000,
    "models/2020/chiavi.yaml": "titel: x\nzzzzzz: y\nunit: borso\nunit: borso\nkind: [a]\ntags: a\nextra: a\n",
    "models/2020/valori.yaml": _model(registered_on="31/12/2020", from_year="abc", participants="1.240", count="0"),
    "models/2020/dopo.yaml": _model(from_year="2022"),
    "models/2020/dos.yaml": _model(title="Eiusmod").replace("\n", "\r\n"),
    "models/2020/bom-1.yaml": "\ufeff" + _model(title="Tempor"),
    "models/2020/nfd-1.yaml": _model(title="Incididunt") + "note: e\u0301\n",
    "models/venti/x.yaml": "x",
    "models/nota.txt": "x",
    "evaluations/2020/ipsum.huyen.yaml": (
        "surveyed_on: 2020-06-01\nscore: 12.5\nscores: {gama: 11, terza: 2}\nrating: totx\nrecognized: true\n"
    ),
    "evaluations/2020/ipsum-2.xa.yaml": "recognized: true\ndecision: 12-QD/TU\ndecided_on: 2020-11-01\nby: borzo\n",
    "evaluations/2020/ipsum-3.xa.yaml": (
        "outstanding: true\nby: borzo\ndecision: 12-QD/TU\ndecided_on: 2020-11-02\nsurveyed_on: 2020-12-07\n"
    ),
    "evaluations/2020/elit.huyen.yaml": "rating: khong-dat\nproposal: 1\n",
    "evaluations/2020/eius.huyen.yaml": "surveyed_on: 2018-09\nby: fino\nscore: 5\nrating: tot\n",
    "evaluations/2020/eius.xa.yaml": "{}\n",
    "evaluations/2020/sed.huyen.yaml": "recognized: true\ndecision: 2\ndecided_on: 2020-12\n",
    "evaluations/2020/quis.huyen.yaml": (
        "score: 9\nrating: khong-dat\nrecognized: true\ndecision: 2\ndecided_on: 2020-12\n"
    ),
    "evaluations/2020/sed.xa.yaml": "recognized: forse\nscore: 1,5\n",
    "awards/2020/2020-bk-2.yaml": (
        "kind: ca-nhan\nform: giay-khen\nauthority: borso\nrecipient: Mario\nmodel: 2020-uno\npurpose: dan-van-kheo\n"
    ),
    "activities/2020/2020-conv.yaml": (
        "title: Convegno\nunit: borso\nform: xyz\nheld_on: 2018-06-30\nuntil_year: 2019\nended_on: 2018-05\n"
    ),
    "figures/2020/f1.yaml": (
        "stated_on: 2020-13-01\nclaims:\n  - {measure: registered, value: 3, at_least: 2}\n"
        "  - {measure: registered, year: abc, value: 1}\n"
    ),
    "figures/2020/f2.yaml": (
        "claims:\n  - {measure: registred, value: 3}\n  - {measure: registered, where: {colore: red}, value: 3}\n"
        "  - {measure: awards, count: each, value: 3}\n"
    ),
    "figures/2020/f3.yaml": "claims: x\n",
}
UNREADABLE_LISTS: Content = {
    "danvan.yaml": (
        "format: 2\nvocabulary:\n  kind: []\n  field: [{id: X_Y, label: b}, {id: a, label: b}, {id: a, label: b}]\n"
        "maps: {m: {h: [x]}}\ncolumns: {k: x}\n"
    ),
}


def written(folder: Path, *parts: Content) -> Path:
    """Write the files of some parts into a folder; later ones replace earlier ones."""
    for part in parts:
        for path, content in part.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
