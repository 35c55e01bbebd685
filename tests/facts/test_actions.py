import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from liuxin.engines.measurement.words import Evidence, EvidenceRow, WhyNot
from liuxin.facts import actions, manifests, queries, taking
from liuxin.facts.folder import folder
from liuxin.facts.words import FactSet, FactTable
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError
from tests.factories import history
from tests.facts.record import APRIL, MARCH, case, sealed, two_cases
from tests.facts.stories import CLOCKS, NINE_TO_FIVE, event, opened, when

pytestmark = pytest.mark.django_db


def _catch_up(**more: object) -> FactSet:
    return actions.catch_up(**{"clocks": CLOCKS, "unranked": (), "at": APRIL, **more})  # type: ignore[arg-type]


def _root() -> Path:
    return Path(settings.FACTS_ROOT)


def _resolved(facts: FactSet) -> float | None:
    (reading,) = queries.measure(facts, measures=["cases_resolved"], period=MARCH, unranked=())
    return reading.value


def test_what_was_sealed_becomes_facts():
    sealed(*two_cases())

    facts = _catch_up()

    assert facts == queries.current()
    assert (facts.seq, facts.as_of) == (8, when(9))
    held = {table: sum(file.rows for file in facts.files[table]) for table in FactTable}
    assert {table: rows for table, rows in held.items() if rows} == {
        FactTable.CASES: 2,
        FactTable.RESOLUTIONS: 2,
        FactTable.PARTICIPATION: 3,
        FactTable.SPELLS: 3,
    }
    assert (facts.months, facts.has_people) == ({"2016-03": 2}, True)
    assert _resolved(facts) == 2.0


def test_what_is_not_sealed_is_no_fact_yet():
    sealed(*two_cases(), seal=False)

    assert _catch_up() == queries.current()
    assert (_catch_up().seq, _resolved(_catch_up())) == (0, None)


def test_each_event_is_taken_in_once():
    sealed(*two_cases())
    first = _catch_up()
    sealed(*case("GOOD", event("reopened", when(14)), event("resolved", when(15))))

    second, third = _catch_up(), _catch_up()

    assert (first.seq, second.seq) == (8, 10)
    assert second == third
    assert _resolved(second) == 2.0
    assert len(queries.cases_behind(second, measure="cases_resolved", period=MARCH, unranked=()).counted) == 2


def test_a_reader_keeps_the_facts_that_it_began_with():
    sealed(*two_cases())
    old = _catch_up()
    sealed(*case("GOOD", event("reopened", when(14))))

    new = _catch_up()

    assert (_resolved(old), _resolved(new)) == (2.0, 1.0)


def test_events_of_other_rooms_move_the_place_and_nothing_else():
    sealed(*two_cases())
    before = _catch_up()
    history.told([history.about("person", "4")])

    after = _catch_up()

    assert (after.seq, after.files, after.codes) == (9, before.files, before.codes)


def test_catching_up_with_nothing_new_writes_nothing():
    sealed(*two_cases())
    _catch_up()
    written = (_root() / manifests.MANIFEST).stat().st_mtime_ns

    _catch_up(at=datetime(2016, 5, 1, tzinfo=UTC))

    assert (_root() / manifests.MANIFEST).stat().st_mtime_ns == written


def test_a_place_that_the_sealer_has_not_reached_is_refused():
    sealed(*two_cases())

    assert _catch_up(to=8).seq == 8
    with pytest.raises(CannotTellError) as error:
        _catch_up(to=9)

    assert (error.value.code, error.value.params) == ("facts.seal_behind", {"wanted": 9, "sealed": 8})


def test_anew_gives_the_same_files():
    sealed(*two_cases())
    before = _catch_up()
    for file in before.files[FactTable.CASES]:
        (_root() / file.path).unlink()
    assert [error.code for error in queries.faults()] == ["facts.file_gone"]

    after = _catch_up(anew=True)

    assert after == before
    assert queries.faults() == []


@pytest.mark.parametrize("damage", ["gone", "short"])
def test_a_damaged_file_is_told_anew_from_history(damage: str):
    sealed(*two_cases())
    whole = _catch_up()
    path = _root() / whole.files[FactTable.CASES][0].path
    path.unlink() if damage == "gone" else path.write_bytes(b"PAR1")
    sealed(*case("GOOD", event("touched", when(10), state="x")))

    facts = _catch_up()

    assert queries.faults() == []
    assert _resolved(facts) == 2.0


def test_a_half_written_manifest_is_told_anew_from_history():
    sealed(*two_cases())
    whole = _catch_up()
    path = _root() / manifests.MANIFEST
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(CannotTellError):
        queries.current()

    assert _catch_up() == whole


def test_a_store_that_is_ahead_of_the_record_is_told_anew():
    sealed(*two_cases())
    facts = _catch_up()
    place = folder(_root())
    manifests.publish(place, replace(manifests.read(place), seq=500))

    assert _catch_up() == facts


def test_a_holder_who_turns_out_to_be_a_system_changes_what_was_told():
    sealed(*two_cases())

    def transfers(facts: FactSet) -> list[float]:
        rows = queries.cases_behind(facts, measure="transfers_per_case", period=MARCH, unranked=()).rows
        return sorted(row.value for row in rows)

    assert transfers(_catch_up()) == [0.0, 1.0]
    assert transfers(_catch_up(unranked={2})) == [0.0, 0.0]
    assert transfers(_catch_up(unranked={2, 800})) == [0.0, 0.0]
    assert transfers(_catch_up()) == [0.0, 1.0]


def test_a_record_larger_than_one_gulp_is_taken_in_by_parts(monkeypatch: pytest.MonkeyPatch):
    sealed(*two_cases())
    at_once = _catch_up()
    monkeypatch.setattr(taking, "AT_ONCE", 1)
    sealed(*case("GOOD", event("reopened", when(14))), *case("LATE", event("touched", when(15), state="x")))
    by_parts = _catch_up()
    monkeypatch.undo()

    again = _catch_up(anew=True)

    assert at_once.seq < by_parts.seq
    assert by_parts.files == again.files


def test_clocks_may_be_given_by_name():
    sealed(*two_cases())

    assert _catch_up(clocks={"office": NINE_TO_FIVE}).seq == 8


def test_a_case_without_a_calendar_is_taken_in_and_its_business_time_is_said_to_be_unknown():
    sealed(*two_cases(), *case("BARE", opened(when(7), calendar=""), event("resolved", when(8))))

    behind = queries.cases_behind(_catch_up(), measure="resolution_time_business", period=MARCH, unranked=())

    assert {row.case: row.why_not for row in behind.rows}["BARE"] == WhyNot.NO_BUSINESS_TIME
    assert sum(row.counted for row in behind.rows) == len(behind.rows) - 1 > 0


def test_a_refresh_that_fails_leaves_the_facts_as_they_were():
    sealed(*two_cases())
    before = _catch_up()
    sealed(*case("NEW", opened(when(7)), event("resolved", when(8))))

    def broken(code: str) -> BusinessClock:
        raise OSError(code)

    with pytest.raises(OSError, match="office"):
        _catch_up(clocks=broken)

    assert queries.current() == before
    assert _resolved(before) == 2.0


EVIDENCE = Evidence(
    measure="promises_kept",
    period_start=1,
    period_end=2,
    cell={"person": 7},
    rows=(
        EvidenceRow("A", 7, None, 1, 0.25, 1.0, counted=True, why_not=WhyNot.COUNTED),
        EvidenceRow("B", 7, 3, 1, 1.0, 0.0, counted=False, why_not=WhyNot.NOT_DUE),
    ),
    manifest_id="m",
    as_of=9,
)


def test_evidence_is_read_as_it_was_written():
    digest = actions.write_evidence(EVIDENCE)

    assert queries.read_evidence(digest) == EVIDENCE
    assert actions.write_evidence(EVIDENCE) == digest
    assert queries.evidence_name(digest).startswith("evidence/")


def test_evidence_without_rows_is_evidence():
    empty = replace(EVIDENCE, rows=())

    assert queries.read_evidence(actions.write_evidence(empty)) == empty


def test_evidence_that_was_altered_is_refused():
    digest = actions.write_evidence(EVIDENCE)
    path = _root() / queries.evidence_name(digest)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(CannotTellError) as error:
        queries.read_evidence(digest)

    assert (error.value.code, error.value.params) == ("facts.evidence_altered", {"sha256": digest})


def test_evidence_that_is_gone_is_named():
    with pytest.raises(CannotTellError) as error:
        queries.read_evidence("ab" * 32)

    assert (error.value.code, error.value.params) == ("facts.evidence_gone", {"sha256": "ab" * 32})


def test_evidence_outlives_every_refresh():
    digest = actions.write_evidence(EVIDENCE)
    sealed(*two_cases())
    _catch_up(at=datetime(2030, 1, 1, tzinfo=UTC))
    _catch_up(at=datetime(2031, 1, 1, tzinfo=UTC), anew=True)

    assert queries.read_evidence(digest) == EVIDENCE


def test_the_manifest_says_who_is_not_ranked_in_plain_json():
    sealed(*two_cases())
    _catch_up(unranked={9, 3})

    assert json.loads((_root() / manifests.MANIFEST).read_text(encoding="utf-8"))["unranked"] == [3, 9]
