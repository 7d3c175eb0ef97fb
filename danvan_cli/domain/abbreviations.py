"""The field's words, and how clerks shorten them: VHXH, QPAN, HPN, “P. 5”, “hội phụ nữ”.

Each group is one thing, spelt in several ways. Whoever looks for a name that nothing bears as it stands asks
`spellings` for the others. A text may come to several things by that: nothing is chosen here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import product

from danvan_cli.domain.unit_kinds import SHORT_KINDS
from danvan_cli.text.fold import fold

Groups = tuple[tuple[str, ...], ...]

# What values of lists are called; units, too (“Phòng VHXH”).
OF_VALUES: Groups = (
    ("kinh tế", "KT"),
    ("văn hóa xã hội", "văn hóa và xã hội", "VHXH", "VH XH"),
    ("quốc phòng an ninh", "quốc phòng và an ninh", "QPAN", "QP AN"),
    ("an ninh quốc phòng", "an ninh và quốc phòng", "ANQP", "AN QP"),
    # As laws have it: 30/2023/QH15 on forces that keep it at the base, 37/2018/QH14 on the police.
    ("an ninh trật tự", "an ninh và trật tự", "ANTT", "AN TT"),
    ("an ninh chính trị", "ANCT"),
    ("trật tự an toàn xã hội", "TTATXH", "trật tự xã hội"),
    ("xây dựng Đảng", "XDĐ", "XD Đảng"),
    ("xây dựng hệ thống chính trị", "xây dựng HTCT", "XD hệ thống chính trị", "XD HTCT", "XDHTCT"),
    ("xây dựng nông thôn mới", "xây dựng NTM", "XD nông thôn mới", "XD NTM", "XDNTM"),
    ("xây dựng", "XD"),
    ("phát triển", "PT"),
    ("hệ thống chính trị", "HTCT"),
    ("nông thôn mới", "NTM"),
    ("đô thị văn minh", "ĐTVM"),
    ("văn minh đô thị", "VMĐT"),
    ("môi trường", "MT"),
    ("bảo vệ môi trường", "BVMT"),
    ("vệ sinh môi trường", "VSMT"),
    ("cải cách hành chính", "CCHC"),
    ("chuyển đổi số", "CĐS"),
    ("dân vận khéo", "DVK"),
    ("dân vận chính quyền", "DVCQ"),
    ("quy chế dân chủ", "QCDC"),
    ("tổ dân phố", "TDP"),
    ("khu phố", "KP"),
)
# What units are called: their kinds, the organisations that each of them has, offices.
OF_UNITS: Groups = (
    *SHORT_KINDS.items(),
    ("trung tâm", "TT"),
    (
        *("Hội Liên hiệp Phụ nữ", "Hội Liên hiệp Phụ nữ Việt Nam", "Hội Phụ nữ", "Hội LHPN", "Hội LHPN Việt Nam"),
        *("Hội PN", "HPN", "HLHPN", "LHPN"),
    ),
    (
        *("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên", "Đoàn TNCS Hồ Chí Minh", "Đoàn TNCS HCM"),
        *("Đoàn TNCSHCM", "Đoàn TNCS", "Đoàn TN", "ĐTN", "ĐTNCS"),
    ),
    (
        *("Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc", "Mặt trận Tổ quốc Việt Nam"),
        *("Mặt trận Tổ quốc", "Mặt trận", "Ủy ban MTTQ Việt Nam", "Ủy ban MTTQ", "UB MTTQ", "UBMTTQ", "UBMTTQVN"),
        *("UB MTTQ VN", "UBMTTQ VN", "UBMTTQ Việt Nam", "MTTQ Việt Nam", "MTTQVN", "MTTQ VN", "MTTQ"),
    ),
    ("Hội Nông dân", "Hội Nông dân Việt Nam", "Nông dân", "Hội ND", "HND", "ND"),
    ("Hội Cựu chiến binh", "Hội Cựu chiến binh Việt Nam", "Cựu chiến binh", "Hội CCB", "HCCB", "CCB"),
    ("Liên đoàn Lao động", "LĐLĐ"),
    ("Công đoàn", "CĐ"),
    ("Hội Chữ thập đỏ", "Hội Chữ thập đỏ Việt Nam", "Hội CTĐ", "CTĐ"),
    ("Hội Người cao tuổi", "Hội NCT", "NCT"),
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ban Chỉ huy Quân sự", "BCH Quân sự", "BCHQS"),
    ("Ban Chỉ đạo", "BCĐ"),
    ("Công an", "CA"),
    ("Quân sự", "QS"),
    ("Đảng ủy", "ĐU"),
    ("Chi bộ", "CB"),
    ("Trạm Y tế", "TYT"),
    ("Trung tâm Y tế", "TTYT"),
    ("Trung học cơ sở", "THCS"),
    ("Trung học phổ thông", "THPT"),
    ("Tiểu học", "TH"),
    ("Mầm non", "MN"),
    ("Ban Dân vận", "BDV"),
    ("Ban Tuyên giáo và Dân vận", "Ban TGDV", "BTGDV"),
)
_OF_ANY_NAME = (*OF_VALUES, *OF_UNITS)
_NUMBERED = re.compile(r"\b(p|q|kp|tdp)(\d+)\b", re.IGNORECASE)  # P5, KP3
_MOST = 200  # spellings of one text


def short_forms(names: Iterable[str]) -> list[str]:
    """Return how a list's entry of these names may be spelt besides, each but once."""
    known = list(names)
    keys = set(map(fold, known))
    further = (spelling for name in known for spelling in spellings(name, OF_VALUES))
    return list({fold(spelling): spelling for spelling in further if fold(spelling) not in keys}.values())


def called_shortly(typed: str, key_of: Callable[[str], str], units: Mapping[str, list[str]]) -> list[str]:
    """Return the units, by the keys of their names, that are called so in another spelling; each but once."""
    keys = (key_of(spelling) for spelling in unit_spellings(typed, key_of))
    return list(dict.fromkeys(unit for key in keys for unit in units.get(key, ())))


def unit_spellings(typed: str, key_of: Callable[[str], str]) -> Iterator[str]:
    """Yield the other spellings of what a unit may be called."""
    return spellings(typed, _OF_ANY_NAME, key_of)


def spellings(text: str, groups: Groups, key_of: Callable[[str], str] = fold) -> Iterator[str]:
    """Yield the other spellings of a text: each word of the field in it, the longest first, in each of its ways.

    `key_of` says what is the same word: `fold`, or `bare` for a text without diacritics.
    """
    words = key_of(_NUMBERED.sub(r"\1 \2", text)).split()
    parts = list(_parts(words, _members(groups, key_of)))
    if all(len(part) == 1 for part in parts) and len(words) == len(key_of(text).split()):
        return
    for number, chosen in enumerate(product(*parts)):
        if number == _MOST:
            return
        yield " ".join(chosen)


def _parts(words: list[str], members: Mapping[tuple[str, ...], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the ways to spell each part of a text: a word of the field in all of its ways, any other as it stands."""
    place, longest = 0, max(map(len, members))
    while place < len(words):
        lengths = range(min(longest, len(words) - place), 0, -1)
        length = next((length for length in lengths if tuple(words[place : place + length]) in members), 0)
        yield members[tuple(words[place : place + length])] if length else (words[place],)
        place += length or 1


@cache
def _members(groups: Groups, key_of: Callable[[str], str]) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return {words of a member: all members of its groups}."""
    members: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in groups:
        for member in group:
            words = tuple(key_of(member).split())
            members[words] = tuple(dict.fromkeys((*members.get(words, ()), *group)))
    return members
