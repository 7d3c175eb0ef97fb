"""An office's name above a paper, where it is longer than a line: its lines are whole names within it.

“Ban Xây dựng Đảng Đảng ủy xã Phụng Hiệp” is the board's name and its committee's; broken wherever a line is full, it
reads as neither.
"""

from collections.abc import Iterator, Sequence

# What a name within a name begins with.
_BEGINNINGS = {
    *("ban", "văn phòng", "hội", "hội đồng", "ủy ban", "mặt trận", "tổ quốc", "việt nam", "đoàn", "liên đoàn", "khối"),
    *("đảng ủy", "thành ủy", "tỉnh ủy", "huyện ủy", "thị ủy", "quận ủy", "đảng bộ", "chi bộ", "trung tâm", "và"),
    *("xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh", "đặc khu"),
}


def in_lines(name: str, letters: int) -> str:
    """Return a name in the fewest lines of so many letters that whole names within it make, and about as long ones.

    Where they make none, it is left as it is: whatever shows it breaks it between words.
    """
    if len(name) <= letters:
        return name
    pieces = [" ".join(words) for words in _names_within(name.split())]
    for number in range(2, len(pieces) + 1):
        ways = [way for way in _ways(pieces, number) if all(len(line) <= letters for line in way)]
        if ways:
            best = min(ways, key=_unevenness)
            return "\n".join(best)
    return name


def _unevenness(lines: Sequence[str]) -> tuple[int, int]:
    return max(map(len, lines)), len(lines[0])


def _names_within(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words of each name within a name."""
    name: list[str] = []
    place = 0
    while place < len(words):
        beginning = _beginning(words[place:])
        if beginning and name:
            yield name
            name = []
        taken = max(beginning, 1)
        name += words[place : place + taken]
        place += taken
    yield name


def _beginning(words: Sequence[str]) -> int:
    """Return how many of the first words are what a name begins with."""
    lowered = [word.lower().replace("uỷ", "ủy") for word in words[:2]]
    return next((count for count in (2, 1) if " ".join(lowered[:count]) in _BEGINNINGS), 0)


def _ways(pieces: Sequence[str], lines: int) -> Iterator[tuple[str, ...]]:
    """Yield each way of putting pieces into so many lines, one after the other."""
    if lines == 1:
        yield (" ".join(pieces),)
        return
    for end in range(1, len(pieces) - lines + 2):
        first = " ".join(pieces[:end])
        yield from ((first, *rest) for rest in _ways(pieces[end:], lines - 1))
