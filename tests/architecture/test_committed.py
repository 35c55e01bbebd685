import pytest

from tests.architecture.checks.committed import locked, private_words, tracked
from tests.architecture.checks.house import ROOT, Source, no_complaints


def test_no_committed_file_names_a_machine_or_a_registry():
    no_complaints(private_words(tracked()))


def test_the_lock_for_tests_holds_the_lock_of_the_product():
    run, dev = (locked((ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")) for name in ("run", "dev"))
    assert run.items() <= dev.items()
    assert len(run) > 30


@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_front_end_packages_are_pinned_by_hash_not_by_address(name: str):
    text = (ROOT / "tools" / "assets" / name).read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "latest" not in text


@pytest.mark.parametrize("path", ["work/", "root/", "tmp/", "opt/", "home/someone"])
def test_it_bites_on_a_path_of_a_machine(path: str):
    assert private_words([Source("a.md", f"see /{path}x\n")]) == ["a.md:1 names a path of a machine"]


def test_it_bites_on_an_address_of_a_registry():
    text = "fine\n--index" + "-url x\n"
    assert private_words([Source("a.lock", text)]) == ["a.lock:2 names a registry"]
