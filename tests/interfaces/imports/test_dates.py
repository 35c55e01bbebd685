from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.interfaces.imports.dates import CANDIDATES, FormatFound, Stamps, check_formats, find_format, swapped
from liuxin.kernel.errors import BadInputError

UTC_ZONE = ZoneInfo("UTC")


def stamps(*formats: str, zone: str = "UTC") -> Stamps:
    return Stamps(formats, ZoneInfo(zone))


def test_a_day_first_date_is_read_day_first() -> None:
    assert stamps("%d/%m/%Y %H:%M").read("3/4/2016 09:05") == datetime(2016, 4, 3, 9, 5, tzinfo=UTC)


def test_a_date_that_does_not_fit_is_not_read_the_other_way_round() -> None:
    assert stamps("%d/%m/%Y %H:%M").read("4/14/2016 09:05") is None


def test_iso_stamps_need_no_format() -> None:
    at = datetime(2016, 4, 3, 9, 5, tzinfo=UTC)
    assert stamps().read("2016-04-03 09:05") == at
    assert stamps().read("2016-04-03T09:05:00+00:00") == at
    assert stamps().read("2016-04-03T17:05:00+08:00") == at
    assert stamps().read("3/4/2016") is None


def test_the_zone_of_the_mapping_holds_where_the_stamp_has_none() -> None:
    assert stamps(zone="Asia/Shanghai").read("2016-04-03 09:05") == datetime(2016, 4, 3, 1, 5, tzinfo=UTC)


def test_stamps_that_a_zone_has_twice_or_never_are_kept_as_unsure() -> None:
    rome = stamps(zone="Europe/Rome")
    assert rome.read("2016-10-30 02:30") == datetime(2016, 10, 30, 0, 30, tzinfo=UTC)
    assert rome.read("2016-03-27 02:30") is not None
    assert rome.read("2016-03-27 04:30") is not None
    assert rome.unsure == {"2016-10-30 02:30", "2016-03-27 02:30"}


def test_a_date_cell_of_a_workbook_is_taken_as_it_is() -> None:
    cell = datetime(2016, 4, 3, 9, 5, tzinfo=UTC).replace(tzinfo=None)
    assert stamps(zone="Asia/Shanghai").read(cell) == datetime(2016, 4, 3, 1, 5, tzinfo=UTC)


@given(st.datetimes(datetime(1980, 1, 1), datetime(2039, 1, 1)), st.sampled_from(CANDIDATES))  # noqa: DTZ001 - bounds
def test_whatever_a_format_writes_it_reads_back(moment: datetime, pattern: str) -> None:
    text = moment.strftime(pattern)
    again = stamps(pattern).read(text)
    assert again is not None
    assert again.strftime(pattern) == text


@pytest.mark.parametrize("pattern", ["%d/%m", "%H:%M", "%Y", "%d/%m/%Y %Q"])
def test_a_format_that_is_no_whole_date_is_refused(pattern: str) -> None:
    with pytest.raises(BadInputError) as refused:
        check_formats("time.formats", [pattern])
    assert (refused.value.code, refused.value.field) == ("import.mapping_bad_format", "time.formats")


def test_day_first_and_month_first_together_are_refused() -> None:
    with pytest.raises(BadInputError) as refused:
        check_formats("time.formats", ["%d/%m/%Y", "%Y-%m-%d", "%m/%d/%Y"])
    assert refused.value.code == "import.mapping_formats_contradict"


def test_swapping_leaves_formats_alone_that_say_their_order() -> None:
    assert swapped("%d/%m/%Y %H:%M") == "%m/%d/%Y %H:%M"
    assert swapped("%Y-%m-%d") == ""
    assert swapped("%d-%b-%Y %H:%M:%S") == ""


def test_one_late_day_proves_day_first() -> None:
    assert find_format(["3/4/2016 09:05", "14/4/2016 20:42"]) == FormatFound("%d/%m/%Y %H:%M", proof="14/4/2016 20:42")


def test_one_late_day_proves_month_first() -> None:
    assert find_format(["4/3/2016", "04/14/2016"]) == FormatFound("%m/%d/%Y", proof="04/14/2016")


def test_without_a_late_day_both_orders_are_given() -> None:
    assert find_format(["3/4/2016", "5/6/2016"]) == FormatFound("%d/%m/%Y", rival="%m/%d/%Y")


def test_proof_beyond_the_first_values_is_found() -> None:
    assert find_format(["3/4/2016"] * 500 + ["30/4/2016"]) == FormatFound("%d/%m/%Y", proof="30/4/2016")


def test_iso_is_told() -> None:
    assert find_format(["2016-04-03 09:05:00+00:00", "2016-04-04T09:05:00.000"]) == FormatFound("iso")


@pytest.mark.parametrize("values", [[], ["Group 70", "Group 25"], ["1234567", "2345678"]])
def test_what_is_no_date_has_no_format(values: list[str]) -> None:
    assert find_format(values) is None
