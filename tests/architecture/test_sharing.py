from tests.sharing import stretches


def test_tests_of_a_module_that_stand_together_go_to_one_worker_and_those_that_stand_apart_may_not():
    collected = ["a.py::test_of_a_row", "a.py::Rows::test_two", "b.py::test_one[a::b]", "a.py::test_without_a_database"]
    assert stretches(collected) == {
        "a.py::test_of_a_row": "1 a.py",
        "a.py::Rows::test_two": "1 a.py",
        "b.py::test_one[a::b]": "2 b.py",
        "a.py::test_without_a_database": "3 a.py",
    }
