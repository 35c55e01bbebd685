import pytest

from tests.factories.cases import make_desk
from tests.factories.search import CaseText, CustomerText
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.spec("X")]


def test_the_index_is_built_anew_and_says_of_how_much(terminal: Terminal):
    desk = make_desk()
    desk.receive()
    CaseText.objects.all().delete()
    CustomerText.objects.all().delete()
    for _ in range(2):
        answer = terminal("search", "rebuild")
        assert answer.exit_code == 0
        assert "1 text" in answer.stdout
        assert (CaseText.objects.count(), CustomerText.objects.count()) == (1, 1)
