import pytest

from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.record_type import Background
from danvan_cli.domain.record_types import EVALUATIONS, MODELS

_BACKGROUND = Background(
    lambda name: [2019] if name in ("a", "b") else [],
    lambda unit: "xa-a" if unit in ("xa-a", "ap-1", "ap-2") else "xa-b" if unit in ("xa-b", "ap-3") else "",
)


def test_two_that_carry_on_different_ones_of_one_year_are_two() -> None:
    models: Lookalikes[str] = Lookalikes(MODELS, _BACKGROUND)
    model = {"unit": "xa-a", "title": "Chợ xanh"}
    models.add({**model, "continues": "a"}, "a")
    models.add({**model, "continues": "older"}, "older")
    models.add(model, "new")
    assert models.same({**model, "continues": "b"}) == ["older", "new"]
    assert models.doubtful({**model, "continues": "b", "person": "Lê Tám"}) == ["older", "new"]


def test_what_is_the_same_and_what_may_be_stand_side_by_side() -> None:
    models: Lookalikes[str] = Lookalikes(MODELS, _BACKGROUND)
    for name, person in (("nobody", None), ("hoa", "Nguyễn Văn Hoà"), ("tam", "Lê Thị Tám")):
        models.add({"unit": "xa-a", "title": "Chợ xanh", **({"person": person} if person else {})}, name)
    typed = {"unit": "xa-a", "title": "CHỢ XANH", "person": "nguyễn văn hòa"}
    assert models.same(typed) == ["hoa"]
    assert models.doubtful(typed) == ["nobody"]
    assert models.same({**typed, "unit": "xa-b"}) == []


def test_what_has_no_identity_is_what_its_name_says() -> None:
    evaluations: Lookalikes[int] = Lookalikes(EVALUATIONS, _BACKGROUND)
    evaluations.add({"rating": "tot"}, 1, "2024-a.xa")
    assert evaluations.same({}, "2024-a.xa") == [1]
    assert evaluations.same({"rating": "tot"}, "2024-b.xa") == []
    assert evaluations.doubtful({"rating": "tot"}) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"unit": "ap-1"}, True),  # the ward may tell of its hamlet's model
        ({"unit": "ap-2", "person": "Lê Tám"}, True),  # nothing says that the ward's is of somebody else
        ({"unit": "xa-a"}, False),  # the same thing, which is another question
        ({"unit": "ap-3"}, False),
        ({"unit": "xa-b"}, False),
        ({"unit": "cong-an-huyen"}, False),  # outside of communes nobody tells of another unit's
        ({"unit": "ap-1", "title": "Chợ sạch"}, False),
        ({"unit": "ap-1", "count": 5}, False),  # a total that came as a number has no title of its own
    ],
)
def test_another_unit_of_the_commune_may_tell_of_the_same_model(typed: dict[str, object], *, told: bool) -> None:
    models: Lookalikes[str] = Lookalikes(MODELS, _BACKGROUND)
    models.add({"unit": "xa-a", "title": "Chợ xanh"}, "ward's")
    assert bool(models.told_elsewhere({"title": "chợ  Xanh", **typed})) is told


def test_two_persons_of_a_commune_have_two_models() -> None:
    models: Lookalikes[str] = Lookalikes(MODELS, _BACKGROUND)
    models.add({"unit": "xa-a", "title": "Chợ xanh", "person": "Lê Tám"}, "his")
    assert models.told_elsewhere({"unit": "ap-1", "title": "Chợ xanh", "person": "Lê Chín"}) == []
    assert models.told_elsewhere({"unit": "ap-1", "title": "Chợ xanh", "person": "LÊ TÁM"}) == ["his"]
