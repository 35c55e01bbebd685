import pytest

from tools.setup import Step, main, reach


def test_it_does_only_what_is_not_done(capsys: pytest.CaptureFixture[str]):
    log: list[str] = []
    done = Step("Done", lambda: True, lambda: log.append("done"))
    open_ = Step("Open", lambda: False, lambda: log.append("open"))
    assert reach([done, open_]) == 1
    assert log == ["open"]
    assert capsys.readouterr().out.splitlines()[0] == "[2/2] Open"


def test_it_names_its_goals_when_asked_for_another(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["everything"])
    assert stopped.value.code == 1
    assert "run|test|assets" in capsys.readouterr().err
