"""Spans, circles, the tree, names and calendars."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.desk.organisation.rules import calendars, names, tree
from liuxin.desk.organisation.rules.spans import Line, Span, check_span, circle, overlapping
from liuxin.kernel.business_time import CalendarSpec, compile_calendar
from liuxin.kernel.errors import BadInputError

DAY = [datetime(2016, 3, 1, tzinfo=UTC) + timedelta(days=n) for n in range(40)]
ALWAYS = Span(DAY[0])


def line(person: int, manager: int, start: int = 0, end: int | None = None) -> Line:
    return Line(person, manager, Span(DAY[start], None if end is None else DAY[end]))


def test_a_span_that_ends_before_it_starts_is_refused_and_names_both_ends():
    with pytest.raises(BadInputError) as caught:
        check_span(DAY[2], DAY[1])
    assert (caught.value.code, caught.value.field) == ("period.ends_before_start", "end")
    assert caught.value.params == {"start": "2016-03-03T00:00:00+00:00", "end": "2016-03-02T00:00:00+00:00"}


def test_a_span_that_ends_as_it_starts_is_refused():
    with pytest.raises(BadInputError):
        check_span(DAY[1], DAY[1])


def test_a_span_without_a_zone_is_refused():
    with pytest.raises(BadInputError) as caught:
        check_span(datetime(2016, 3, 1), None)  # noqa: DTZ001 - the point of the test
    assert caught.value.code == "period.naive"


def test_spans_that_touch_do_not_overlap():
    assert overlapping(Span(DAY[1], DAY[2]), [Span(DAY[0], DAY[1]), Span(DAY[2])]) is None


def test_an_open_span_overlaps_what_comes_later():
    later = Span(DAY[5], DAY[6])
    assert overlapping(ALWAYS, [later]) == later


spans = st.builds(
    lambda start, length: Span(DAY[start], None if length is None else DAY[start] + timedelta(days=length)),
    st.integers(0, 20),
    st.none() | st.integers(1, 15),
)


@given(spans, spans)
def test_two_spans_share_time_exactly_where_some_day_lies_in_both(one: Span, other: Span):
    def holds(span: Span, day: datetime) -> bool:
        return span.start <= day and (span.end is None or day < span.end)

    shared = one.meets(other)
    assert shared == other.meets(one)
    assert [holds(one, day) and holds(other, day) for day in DAY] == [
        shared is not None and holds(shared, day) for day in DAY
    ]


def test_a_circle_is_named_from_the_person_back_to_the_person():
    assert circle([line(2, 3), line(3, 4)], line(4, 2)) == (4, 2, 3, 4)


def test_reporting_to_oneself_is_a_circle():
    assert circle([], line(1, 1)) == (1, 1)


def test_lines_that_never_hold_together_make_no_circle():
    assert circle([line(2, 1, 0, 5)], line(1, 2, 5)) == ()


def test_a_chain_that_is_broken_in_time_makes_no_circle():
    assert circle([line(2, 3, 0, 5), line(3, 1, 5, 10)], line(1, 2, 0)) == ()


def test_a_circle_of_a_single_day_is_found():
    assert circle([line(2, 3, 0, 6), line(3, 1, 5, 10)], line(1, 2, 0)) == (1, 2, 3, 1)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 8), st.integers(1, 8)), max_size=25))
def test_lines_let_in_one_by_one_never_hold_a_circle_on_any_day(drawn: list[tuple[int, int, int, int]]):
    held: list[Line] = []
    for person, manager, start, length in drawn:
        new = line(person, manager, start, start + length)
        own = [one.span for one in held if one.person == person]
        if overlapping(new.span, own) is None and not circle(held, new):
            held.append(new)
    for day in DAY[:17]:
        up = {one.person: one.manager for one in held if one.span.meets(Span(day, day + timedelta(days=1)))}
        for person in up:
            above, steps = up.get(person), 0
            while above is not None and steps < 7:
                above, steps = up.get(above), steps + 1
            assert above is None


def test_a_path_goes_from_the_root_to_the_department_itself():
    assert tree.path_of(1, "") == "/1/"
    assert tree.path_of(12, "/1/") == "/1/12/"
    assert tree.keys("/1/12/") == (1, 12)
    assert (tree.depth("/1/"), tree.depth("/1/12/")) == (0, 1)


def test_a_key_that_begins_like_another_is_not_within_it():
    assert not tree.is_within("/12/", "/1/")
    assert tree.is_within("/1/12/", "/1/")


def test_a_subtree_moves_with_its_root():
    assert tree.moved("/1/2/3/", "/1/2/", "/9/2/") == "/9/2/3/"


def test_names_sort_by_sound():
    people = ["赵敏", "阿强", "张伟", "王芳", "李娜"]
    assert sorted(people, key=lambda name: names.sort_key(name, "")) == ["阿强", "李娜", "王芳", "张伟", "赵敏"]


def test_numbers_in_codes_sort_as_numbers():
    codes = ["Group 70", "Group 6", "group 10", "A", "6"]
    assert sorted(codes, key=names.natural) == ["6", "A", "Group 6", "group 10", "Group 70"]


@pytest.mark.parametrize(
    ("zh", "en", "shown"),
    [
        ("欧阳小丽", "", "小丽"),
        ("张伟", "Zhang Wei", "张伟"),
        ("", "Ada Lovelace", "AL"),
        ("Resolver 17", "", "R1"),
        ("", "Mary Ann Lee", "ML"),
        ("", "", ""),
    ],
)
def test_an_avatar_shows_two_signs_of_the_name(zh: str, en: str, shown: str):
    assert names.initials(zh, en) == shown


def test_a_chinese_calendar_holds_the_announced_days():
    spec = calendars.chinese("cn", first=date(2016, 1, 1), last=date(2016, 12, 31))
    # State Council notice 国办发明电〔2015〕18号: Spring Festival 7 to 13 February, work on 6 and 14 February 2016.
    assert {date(2016, 2, day) for day in range(7, 14)} <= spec.days_off
    assert spec.working_days[date(2016, 2, 6)] == spec.working_days[date(2016, 2, 14)] == calendars.OFFICE_HOURS
    assert spec.provisional_from is None


def test_a_make_up_saturday_is_worked():
    clock = compile_calendar(calendars.chinese("cn", first=date(2016, 1, 1), last=date(2016, 12, 31)))
    saturday = int(datetime(2016, 2, 5, 16, tzinfo=UTC).timestamp())
    assert clock.seconds(saturday, saturday + 86_400) == 9 * 3600


def test_years_that_are_not_announced_are_provisional():
    spec = calendars.chinese("cn", first=date(2025, 1, 1), last=date(2030, 12, 31))
    assert spec.provisional_from == date(2027, 1, 1)


def test_years_before_the_announcements_are_refused():
    with pytest.raises(BadInputError) as caught:
        calendars.chinese("cn", first=date(2003, 12, 31), last=date(2005, 1, 1))
    assert caught.value.code == "calendar.before_announcements"


@pytest.mark.parametrize(
    "spec",
    [
        calendars.chinese("cn", first=date(2016, 1, 1), last=date(2016, 12, 31)),
        calendars.chinese("cn", first=date(2026, 1, 1), last=date(2028, 12, 31)),
        calendars.weekdays("mon-fri", zone="Europe/Rome", first=date(2015, 1, 1), last=date(2016, 1, 1)),
    ],
)
def test_a_calendar_survives_being_kept_as_data(spec: CalendarSpec):
    assert calendars.from_data(spec.code, spec.zone, calendars.to_data(spec)) == spec
