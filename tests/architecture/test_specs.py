from tests.architecture.checks.house import ROOT, TESTS, Source, no_complaints, python
from tests.architecture.checks.specs import Claim, claims, hollow, marked

STATUS = ROOT / "docs" / "status.md"
SERVICE = [f"S{n}" for n in range(1, 11)]
PLAN = ["P0", "P1.1", "P1.2", "P1.3", "P1.4", "P2.1", "P2.2", "P2.3", "P2.4", "P2.5", "P3.1", "P3.2", "P3.3"]
EVALUATION = [f"P4.{n}" for n in range(1, 7)]
TALK = [f"P5.{n}" for n in range(7)]
OUTCOME = ["P6.1", "P6.2", "P6.3"]
DIMENSIONS = [f"D{n}" for n in range(1, 8)]
ALL = [*SERVICE, *PLAN, *EVALUATION, *TALK, *OUTCOME, *DIMENSIONS, "X", "C"]


def test_the_status_page_lists_every_requirement_once():
    assert [claim.id for claim in claims(STATUS.read_text(encoding="utf-8"))] == ALL


def test_what_is_called_done_is_held_by_a_test():
    no_complaints(hollow(claims(STATUS.read_text(encoding="utf-8")), marked(python(TESTS))))


def test_it_reads_marks_off_functions_classes_and_modules():
    text = 'pytestmark = pytest.mark.spec("S5")\n\n\n@pytest.mark.spec("P4.2", "D3")\ndef test_x(): ...\n'
    found = marked([Source("tests/a.py", text)])
    assert found == {"S5": ["tests/a.py"], "P4.2": ["tests/a.py"], "D3": ["tests/a.py"]}


def test_it_bites_on_hollow_claims():
    listed = claims("| S1 | Stages | done | | |\n| S5 | Owner | in part | | |\n| P4.2 | Measured | nearly | | |\n")
    assert listed == [Claim("S1", "done"), Claim("S5", "in part"), Claim("P4.2", "nearly")]
    assert hollow(listed, {"S5": ["tests/a.py"], "S99": ["tests/b.py"]}) == [
        "P4.2: 'nearly' is none of ('done', 'in part', 'not yet')",
        "S1 is called done; no test bears its mark",
        "S99 is no requirement of docs/status.md: tests/b.py",
    ]
