from pathlib import Path

import pytest

from tools import skips

CASE = '<testcase classname="tests.e2e" name="test_lead">{}</testcase>'


def report(folder: Path, inner: str) -> str:
    path = folder / "report.xml"
    path.write_text(f"<testsuites><testsuite>{CASE.format(inner)}</testsuite></testsuites>", encoding="utf-8")
    return str(path)


def test_a_report_without_skips_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    skips.main([report(tmp_path, "")])
    assert capsys.readouterr().out == "Nothing was skipped.\n"


def test_a_skip_fails_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        skips.main([report(tmp_path, '<skipped message="no Chromium here"/>')])
    assert "tests.e2e.test_lead: no Chromium here" in capsys.readouterr().err


def test_a_missing_report_fails(tmp_path: Path):
    with pytest.raises(SystemExit):
        skips.main([str(tmp_path / "none.xml")])
