"""What the writing commands are asked in both languages: each line is a folder's story, told from its beginning."""

from __future__ import annotations

from tests.languages.foreign_folder import OFFICE, SOUND, Content

THRESHOLDS = """\
  rating:
    - {id: tot, label: Tot, effective: true, min: 8}
    - {id: kha, label: Kha, effective: true, min: 6}
"""
DESK: Content = {
    **SOUND,
    "danvan.yaml": OFFICE + THRESHOLDS,
    "models/2020/2020-nove.yaml": "title: Sit amet consectetur\nunit: cardo\nkind: tap-the\n",
    "models/2020/2020-dieci.yaml": "title: Sit amet\nunit: cardo\nkind: ca-nhan\n",
    "awards/2020/2020-open.yaml": (
        "kind: ca-nhan\nform: giay-khen\nauthority: borso\nrecipient: Luca\nstatus: de-nghi\nproposed_on: 2020-11-01\n"
    ),
    "awards/2020/2020-shut.yaml": (
        "kind: ca-nhan\nform: giay-khen\nauthority: borso\nrecipient: Anna\nstatus: khong-duyet\n"
    ),
}
_NEW = "register --year 2020 --unit cardo --kind tap-the"
_AWARD = "award --year 2020 --kind ca-nhan --form giay-khen --authority borso"
_DECIDED = "--decision 7 --on 1/12/2020"
_FIGURE = "figure --year 2020 --source Altro --measure registered"

DONE = [
    f"{_NEW} --title Elit",
    f"{_NEW} --title Elit --dry-run",
    f"{_NEW} --title 'Sit amet consectetus'",
    f"{_NEW} --title Elit --person Ugo",
    "evaluate 2020-due --level xa --scorers 'Mario: gama=8; terza=9' --scorers 'Luca: gama=7; terza=9'",
    "evaluate 2020-due --level xa --score 8,5 --rating kha",
    "evaluate 2020-due --level xa --score 8,5 --results terra=1.200 --surveyed-on 12/2020",
    f"recognize 2020-due 2020-nove --level xa {_DECIDED}",
    f"recognize 2020-due 2020-nove --level xa {_DECIDED} --dry-run",
    f"recognize --where kind=tap-the --year 2020 --of registered --level xa {_DECIDED}",
    f"recognize --where tag=nero --year 2020 {_DECIDED}",
    f"{_AWARD} --recipient Aldo --recipient Bice {_DECIDED}",
    f"{_AWARD} --recipient Aldo --propose",
    f"grant 2020-open {_DECIDED}",
    "refuse 2020-open --reason Troppo",
    "revoke 2020-bk --on 2/1/2021 --reason Troppo",
    "revoke 2020-uno --on 2/1/2021",
    "set 2020-due title=Nuovo",
    "set 2020-due title=Ipsum",
    "set 2020-due 2020-nove field=beta tags=a",
    "set 2020-due title=Nuovo --dry-run",
    "set 2020-uno.huyen results.terra=5 scores.gama=3 evidence=a;b",
    "end 2020-due 2020-nove --on 1/12/2020 --reason Basta",
    "carry-over 2020 2021 --all",
    "carry-over 2020 2021 --all --dry-run",
    "carry-over 2020 2021 --all && carry-over 2020 2021 --all",
    "register --year 2021 --unit cardo --title Ipsum --kind ca-nhan --person Mario && carry-over 2020 2021 --all",
    "register --year 2021 --unit cardo --title Ipsum --kind ca-nhan && carry-over 2020 2021 --all --anyway",
    "unit succeed cardo --on 1/7/2020 --name Casa && carry-over 2020 2021 --all",
    "merge 2020-nove 2020-dieci --keep title --take kind",
    "remove 2020-nove --reason Doppio",
    "remove 2020-corriere --reason Doppio",
    f"{_FIGURE} --value 1240",
    "figure --year 2020 --source Corriere --measure recognized --value 12 --where level=huyen",
    "unit add --name Nuova --level xa --parent borso",
    "unit add --name Cardo --level xa --parent alba",
    "unit list",
    "unit list cardo --format csv",
    "unit alias cardo Borso",
    "unit correct cardo --name Carda",
    "unit succeed borso --on 1/7/2025 --name Casa",
    "edit 2020-due",
    "status",
    "status --year 2021",
    "status --only not-surveyed",
]
# Asked wrongly, and answered with exit code 2.
ASKED_WRONGLY = [
    "register",
    "register --year 20 --unit zzz --kind ca-nhen --budget x --registered-on 31/02/2020 --count 0 --from-year abc",
    "register --year 2020 --continues nessuno --replicates 2020 --participants=-1 --kind mo-hinh",
    f"{_NEW} --title Elit --id X_X",
    f"unit add --name Cardo --level xa --parent alba && {_NEW.replace('cardo', 'Cardo')} --title Elit",
    "register --year 2020 --unit cardo --title Elit --kind ca-nhan --continues 2020-uno",
    "evaluate",
    "evaluate 2020-due",
    "evaluate 2020-due --level zzz --score 3",
    "evaluate 2020-due --scorers Mario --scores gama --score x --results zzz=3",
    "evaluate 2020-due --scores gama=1 --scores gama=2",
    "recognize",
    "recognize 2020-uno --where kind=tap-the",
    "recognize nessuno",
    "award",
    f"{_AWARD} --recipient Aldo --recipient Bice --position x",
    f"{_AWARD} --recipient Aldo --recipient Bice --id x",
    f"{_AWARD} --model 2020-uno --model 2020-due --recipient Bice",
    "award --year 2020 --kind ca-nhan --form zzz --authority zzz",
    "grant 2020-open",
    "refuse",
    "revoke 2020-due --on 2/1/2021",
    f"recognize 2020-uno --level xa {_DECIDED} && revoke 2020-uno --on 3/1/2021",
    "set 2020-due",
    "set title=x",
    "set 2020-due zzz=3 title= kind=zzz title.x=3 kin=4 recognized=forse",
    "set 2020-uno.huyen recognized=forse",
    "end 2020-due",
    "end 2020-bk --on 1/12/2020",
    "carry-over 2020 2021",
    "carry-over 2021 2020 --all",
    "carry-over 20 2021 --all",
    "merge 2020-nove 2020-dieci",
    "merge 2020-nove 2020-nove",
    "merge 2020-nove 2020-knc",
    "remove 2020-nove",
    "remove 2020-nove --reason ' '",
    "figure",
    f"{_FIGURE} --value 3 --where level!=xa",
    f"{_FIGURE} --value 3 --where zzz",
    f"{_FIGURE} --value zzz",
    "figure --year 2020 --source Altro --measure zzz --value 3",
    "unit",
    "unit zzz",
    "unit ad",
    "unit add",
    "unit add --name x --level zzz",
    "unit add --name X --level xa --id X_X",
    "unit correct zzz --name x",
    "unit correct cardo",
    "unit succeed cardo",
    "unit succeed cardo --on 1/7/2025",
    "edit nessuno",
    "schema zzz",
    "status --year abc",
    "status --only zzz",
]
# RequestError for what is there already, with exit code 1.
REFUSED = [
    "register --year 2020 --unit cardo --title 'Sit amet' --kind ca-nhan",
    f"{_NEW} --title Elit --id 2020-due",
    f"{_AWARD} --recipient Aldo {_DECIDED} && {_AWARD} --recipient Aldo {_DECIDED}",
    f"{_AWARD} --recipient Aldo --propose && {_AWARD} --recipient Aldo --propose",
    f"recognize 2020-uno {_DECIDED}",
    "revoke 2020-uno --on 2/1/2021 && recognize 2020-uno --decision 12-QD/TU --on 9/12/2020",
    f"grant 2020-shut {_DECIDED}",
    "revoke 2020-open --on 2/1/2021",
    "end 2020-uno --on 1/11/2020",
    "remove 2020-uno --reason Doppio",
    f"{_FIGURE} --value 1240 && {_FIGURE} --value 1240",
    "unit add --name Cardo --level xa --parent borso",
    "unit succeed dorno --on 1/7/2025 --into cardo",
    "unit correct borso --parent cardo",
]
