from danvan_cli.domain.problem import Place


def place_in(places: str | None, key: str) -> Place:
    """Read one key's place back; the file's beginning where it has none."""
    for part in (places or "").split(" "):
        name, colon, numbers = part.partition(":")
        if colon and name == key:
            line, _, column = numbers.partition(":")
            return Place(int(line), int(column))
    return Place(1, 1)
