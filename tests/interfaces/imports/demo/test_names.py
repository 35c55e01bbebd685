import re

from liuxin.interfaces.imports.demo.names import GIVEN, SURNAMES, made_up_names, some_names


def test_no_name_comes_twice() -> None:
    names = list(made_up_names())
    assert len(names) == len(SURNAMES) * len(GIVEN)
    assert len({zh for zh, _ in names}) == len(names)


def test_names_are_the_same_on_every_run() -> None:
    assert some_names(0, 3) == [("王伟", "Wei Wang"), ("杨超", "Chao Yang"), ("徐雨桐", "Yutong Xu")]
    assert some_names(2, 1) == some_names(0, 3)[2:]


def test_a_name_is_written_in_both_languages() -> None:
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,3}", zh) and re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", en)
               for zh, en in made_up_names())  # fmt: skip
