"""The import contracts themselves: they cover every room that exists, and name none that does not."""

import tomllib
from pathlib import Path

import pytest
from importlinter.application.use_cases import lint_imports

from liuxin.kernel import actor
from tests.architecture.checks.house import ROOT, SOURCE, contracts, heights, no_complaints, room_of, rooms


def exists(*parts: str) -> bool:
    return SOURCE.joinpath(*parts, "__init__.py").exists()


@pytest.mark.parametrize("floor", ["desk", "performance", "interfaces"])
def test_a_room_in_brackets_is_still_to_come_and_any_other_is_there(floor: str):
    for name, to_come in rooms(f"liuxin.{floor}"):
        assert exists(floor, name) is not to_come, f"{floor}.{name}"


def test_what_daily_work_and_judgement_must_not_know_is_named_as_soon_as_it_exists():
    by_name = {str(contract["name"]).split(" ")[0]: contract for contract in contracts()}
    engines = {f"liuxin.engines.{name}" for name in ("measurement", "ratings") if exists("engines", name)}
    work = {f"liuxin.desk.{name}" for name in ("cases", "quality") if exists("desk", name)}
    assert by_name["1b"]["forbidden_modules"] == sorted(engines)
    assert by_name["8"]["forbidden_modules"] == sorted(work)


def test_no_contract_ignores_anything():
    no_complaints([contract["name"] for contract in contracts() if "ignore_imports" in contract])


def test_floors_have_the_heights_of_the_map():
    order = ["kernel", "engines", "desk.history", "desk.organisation", "desk.customers", "desk.cases", "facts"]
    order += ["performance.indicators", "performance.evaluation", "insight", "interfaces", "config"]
    assert sorted(order, key=heights().__getitem__) == order


def test_it_tells_the_room_of_a_module():
    assert room_of("liuxin.desk.cases.models") == "desk.cases"
    assert room_of(actor.__name__) == "kernel"
    assert room_of("django.contrib.auth.models") is None


def test_importlinter_bites_on_a_room_that_no_contract_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("desk", "desk/history", "desk/gossip"):
        folder = tmp_path / "house" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    (tmp_path / "house" / "__init__.py").touch()
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    desk = next(
        contract
        for contract in tomllib.loads(text)["tool"]["importlinter"]["contracts"]
        if contract["name"].startswith("3")
    )
    layers = ", ".join(f'"{layer}"' if layer.startswith("(") else f'"({layer})"' for layer in desk["layers"])
    (tmp_path / "walls.toml").write_text(
        '[tool.importlinter]\nroot_package = "house"\n[[tool.importlinter.contracts]]\nname = "desk"\ntype = "layers"\n'
        f'containers = ["house.desk"]\nexhaustive = true\nlayers = [{layers}]\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert lint_imports(config_filename=str(tmp_path / "walls.toml"), cache_dir=None) is False
