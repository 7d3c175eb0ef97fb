from danvan_cli.domain.lookalikes import Lookalikes
from danvan_cli.domain.record_types import EVALUATIONS, MODELS


def _in_2019(name: str) -> list[int]:
    return [2019] if name in ("a", "b") else []


def test_two_that_carry_on_different_ones_of_one_year_are_two() -> None:
    models: Lookalikes[str] = Lookalikes(MODELS, _in_2019)
    model = {"unit": "xa-a", "title": "Chợ xanh"}
    models.add({**model, "continues": "a"}, "a")
    models.add({**model, "continues": "older"}, "older")
    models.add(model, "new")
    assert models.same({**model, "continues": "b"}) == ["older", "new"]
    assert models.doubtful({**model, "continues": "b", "person": "Lê Tám"}) == ["older", "new"]


def test_what_is_the_same_and_what_may_be_stand_side_by_side() -> None:
    models: Lookalikes[str] = Lookalikes(MODELS, _in_2019)
    for name, person in (("nobody", None), ("hoa", "Nguyễn Văn Hoà"), ("tam", "Lê Thị Tám")):
        models.add({"unit": "xa-a", "title": "Chợ xanh", **({"person": person} if person else {})}, name)
    typed = {"unit": "xa-a", "title": "CHỢ XANH", "person": "nguyễn văn hòa"}
    assert models.same(typed) == ["hoa"]
    assert models.doubtful(typed) == ["nobody"]
    assert models.same({**typed, "unit": "xa-b"}) == []


def test_what_has_no_identity_is_what_its_name_says() -> None:
    evaluations: Lookalikes[int] = Lookalikes(EVALUATIONS, _in_2019)
    evaluations.add({"rating": "tot"}, 1, "2024-a.xa")
    assert evaluations.same({}, "2024-a.xa") == [1]
    assert evaluations.same({"rating": "tot"}, "2024-b.xa") == []
    assert evaluations.doubtful({"rating": "tot"}) == []
