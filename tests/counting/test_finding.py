"""One record by what it is called."""

from tests.helpers.data_folder import DataFolder


def test_a_model_and_the_award_that_bears_its_title_are_the_model(data: DataFolder) -> None:
    data.model("2020/2020-cho", title="Chợ xanh")
    data.award("2020/2020-khen", kind="tap-the", recipient="Chợ xanh", unit="xa-a", model="2020-cho")

    assert "models/2020/2020-cho.yaml" in data.ask("show", "chợ xanh").out


def test_a_name_of_nothing_names_no_record(data: DataFolder) -> None:
    data.model("2020/2020-cho")

    said = data.ask("show", "models/2020/")

    assert (said.code, said.err) == (2, "Error: There are no words to look for.\n")
