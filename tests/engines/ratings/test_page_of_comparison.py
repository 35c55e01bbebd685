"""The numbers of docs/statistics/comparison.md and fairness.md are those that the engine gives."""

import numpy as np
import pytest

from liuxin.engines.ratings import fairness
from liuxin.engines.ratings.comparison import (
    Funnel,
    Places,
    Plotted,
    Shrunken,
    beta_binomial,
    funnel,
    probability_better,
    shared_places,
)
from tests.engines.ratings.comparison.test_mix import BERKELEY, MEN, WOMEN, berkeley
from tests.engines.ratings.test_fairness import spread_out
from tests.engines.ratings.vectors import vectors
from tools.places import ROOT

PAGES = ROOT / "docs" / "statistics"
BASEBALL = vectors("shrinkage_efron_morris")["data"]


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def row(text: str, start: str) -> list[str]:
    """Give the cells of the line of a table that starts so."""
    (found,) = [line for line in text.splitlines() if line.startswith(f"| {start} |")]
    return [cell.strip() for cell in found.strip("| ").split("|")][1:]


def batters() -> Shrunken:
    found = beta_binomial(BASEBALL["hits"], [BASEBALL["at_bats"]] * 18)
    assert isinstance(found, Shrunken)
    return found


@pytest.mark.parametrize("name", ["Roberto Clemente", "Jay Johnstone", "Luis Alvarado", "Max Alvis"])
def test_the_batters_are_as_computed(name: str):
    found, who = batters(), BASEBALL["name"].index(name)

    assert row(page("comparison"), name) == [
        str(BASEBALL["hits"][who]),
        f"{found.raw[who]:.3f}",
        f"{found.value[who]:.3f}",
        f"{found.low[who]:.3f}–{found.high[who]:.3f}",
        f"{BASEBALL['rest_of_season'][who]:.3f}",
    ]


def test_what_is_said_of_all_batters_is_true():
    found, rest, text = batters(), np.array(BASEBALL["rest_of_season"]), page("comparison")
    raw, leaning = (float(((each - rest) ** 2).sum()) for each in (found.raw, found.value))
    errors = np.sqrt(found.raw * (1 - found.raw) / BASEBALL["at_bats"])
    places = shared_places(found.raw, errors)
    assert isinstance(places, Places)

    assert (
        f"The mean is {found.mean:.3f} and each one's own record counts {found.weight[0]:.0%}".replace("%", " %")
        in text
    )
    assert f"Squared error of all 18: {raw:.4f} raw, {leaning:.4f} shrunken, less than a third." in text
    assert leaning < raw / 3
    assert places.place.tolist() == [1] * 18
    pair = float(probability_better(found.raw[0], errors[0], found.raw[17], errors[17]))
    assert f"({100 * pair:.2f} % for that pair alone, where {100 * places.sure:.2f} % is needed)" in text


def test_the_departments_stand_where_they_are_said_to_stand():
    counts = np.array(BERKELEY)
    told, of = counts[:, 0] + counts[:, 2], counts[:, 1] + counts[:, 3]
    share = told / of
    errors = np.sqrt(share * (1 - share) / of)
    found, text = shared_places(share, errors), page("comparison")
    assert isinstance(found, Places)

    for place, name in enumerate("ABCDEF"):
        assert row(text, name) == [
            f"{100 * share[place]:.1f} %",
            f"{100 * errors[place]:.2f}",
            str(found.place[place]),
            f"{found.place[place]}–{found.last[place]}",
        ]
    better = float(probability_better(share[0], errors[0], share[1], errors[1]))
    assert f"with a probability of {100 * better:.1f} %, far from the {100 * found.sure:.2f} % it takes" in text


@pytest.mark.parametrize(("who", "start"), [(MEN, "男 men"), (WOMEN, "女 women")])
def test_the_mix_of_berkeley_is_as_computed(who: int, start: str):
    found = berkeley()

    assert row(page("comparison"), start) == [
        f"{found.observed[who]:,.0f}",
        f"{found.amount[who]:,.0f}",
        f"{100 * found.raw[who]:.1f} %",
        f"{100 * found.usual[who]:.1f} %",
        f"{found.ratio[who]:.3f}",
        f"{100 * found.adjusted[who]:.1f} %",
        f"{100 * found.low[who]:.1f}–{100 * found.high[who]:.1f} %",
    ]


def test_what_moved_the_women_is_true():
    found = berkeley()

    assert f"down by {-found.moves[WOMEN, 0]:.2f} log-odds" in page("comparison")
    assert round(100 * (found.raw[MEN] - found.raw[WOMEN])) == 14
    assert found.low[WOMEN] < found.high[MEN]


def test_the_limits_of_the_funnel_are_as_computed():
    found = funnel([15, 20, 30], [15, 20, 30], plotted=Plotted.RATIO)
    assert isinstance(found, Funnel)

    for place, expected in enumerate(("15", "20", "30")):
        assert row(page("comparison"), expected) == [
            f"{found.low95[place]:.3f}–{found.high95[place]:.3f}",
            f"{found.low998[place]:.3f}–{found.high998[place]:.3f}",
        ]


def test_the_groups_of_the_guidelines_are_as_computed():
    found = fairness.selection([60, 45, 48, 51], [100] * 4)
    assert isinstance(found, fairness.Selection)

    for place, name in enumerate(("White", "American Indian", "Hispanic", "Black")):
        rate, ratio, below = row(page("fairness"), name)
        assert (rate, ratio) == (f"{100 * found.rate[place]:.0f} %", f"{found.ratio[place]:.2f}")
        assert below.startswith("是 yes" if found.below[place] else "否 no")


def test_what_is_said_of_two_groups_is_true():
    two, women = fairness.selection([48, 12], [80, 40]), fairness.selection([1198, 557], [2691, 1835])
    assert isinstance(two, fairness.Selection)
    assert isinstance(women, fairness.Selection)
    text = page("fairness")

    assert (
        f"ratio {two.ratio[1]:.2f} (95 % {two.ratio_low[1]:.2f}–{two.ratio_high[1]:.2f}), z = {two.z[1]:.2f}, "
        f"p = {two.z_p[1]:.4f}, Fisher's p = {two.fisher_p[1]:.4f}."
    ) in text
    assert f"women / men = {women.ratio[1]:.2f} ({women.ratio_low[1]:.2f}–{women.ratio_high[1]:.2f})" in text
    assert women.below.tolist() == [False, True]


def test_the_difference_of_borenstein_is_as_computed():
    found = fairness.standardised_difference(spread_out(103, 5.5, 50), spread_out(100, 4.5, 50))
    assert isinstance(found, fairness.Difference)

    assert f"d = {found.d:.3f}, g = {found.g:.3f}, 95 % {found.low:.3f}–{found.high:.3f}." in page("fairness")
