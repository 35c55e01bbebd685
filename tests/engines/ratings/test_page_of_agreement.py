"""The numbers of docs/statistics/agreement.md and accuracy.md are those that the engine gives."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from liuxin.engines.ratings.accuracy import accuracy
from liuxin.engines.ratings.agreement import (
    Level,
    alpha,
    fleiss_kappa,
    icc_all,
    icc_unbalanced,
    kappa,
    kendall_w,
    r_wg,
    weighted_kappa,
)
from tests.engines.ratings.vectors import vectors

PAGES = Path(__file__).resolve().parents[3] / "docs" / "statistics"
DATA = vectors("agreement")
SIX = np.array(DATA["shrout_fleiss_1979"]["ratings"], float)


@pytest.fixture(scope="module")
def page() -> str:
    return (PAGES / "agreement.md").read_text(encoding="utf-8")


def minus(text: str) -> str:
    return text.replace("-", "−")


def test_the_six_forms_stand_as_computed(page: str):
    for form, found in icc_all(SIX).items():
        told: Any = found
        name = form.value.upper().replace("ICC_", "ICC(").replace("_K", "_k").replace("_", ",") + ")"
        low, high = minus(f"{told.low:.2f}"), minus(f"{told.high:.2f}")
        assert f"| {name} | {told.value:.2f} | {low} – {high} | {told.f:.2f} | {told.p:.3f} |" in page


def test_the_table_with_gaps_stands_as_computed(page: str):
    table = SIX.copy()
    table[0, 3] = table[2, 1] = table[4, 2] = np.nan
    subjects, raters = np.nonzero(~np.isnan(table))
    found: Any = icc_unbalanced(subjects, raters, table[subjects, raters])

    assert f"agreement | {found.agreement:.2f} | {found.agreement_low:.2f} – {found.agreement_high:.2f} |" in page
    assert (
        f"consistency | {found.consistency:.2f} | {found.consistency_low:.2f} – {found.consistency_high:.2f} |" in page
    )
    assert f"G(q,k) | {found.mean:.2f} |" in page


def test_alphas_stand_as_computed(page: str):
    for level in Level:
        found: Any = alpha(np.array(DATA["krippendorff_2011"]["values"], float), level)
        assert f" {level.value} | {found.value:.3f} | {found.low:.2f} – {found.high:.2f} |" in page
        assert f"{found.units} 个可配对、{found.values} 个数值" in page


def test_kappas_w_and_r_wg_stand_as_computed(page: str):
    cohen = DATA["cohen_1968"]
    plain: Any = kappa(cohen["table"])
    weighted: Any = weighted_kappa(cohen["table"], cohen["costs"])
    many: Any = fleiss_kappa(DATA["fleiss_1971"]["counts"])
    tied: Any = kendall_w(np.transpose(DATA["siegel_1956"]["tied"]))
    within = r_wg([[4, 4, 5, 4], [2, 4, 5, 3], [1, 5, 1, 5]], 1, 5)

    assert f"κ = {plain.value:.2f} ({plain.low:.2f} – {plain.high:.2f})" in page
    assert f"weighted κ = {weighted.value:.2f} ({weighted.low:.2f} – {weighted.high:.2f})" in page
    assert f"κ = {many.value:.3f} ({many.low:.2f} – {many.high:.2f})" in page
    assert "by diagnosis " + ", ".join(f"{each:.3f}" for each in many.categories) in page
    assert f"s = {tied.squares:.0f}, W = {tied.value:.3f}, χ² = {tied.chi2:.1f}, p = {tied.p:.3f}" in page
    first, second, third = within.value
    assert f"r_wg = {first:.2f}. They give 2, 4, 5, 3: {second:.2f}. They give 1, 5, 1, 5: {third:.0f}" in page


def test_accuracy_stands_as_computed():
    page = (PAGES / "accuracy.md").read_text(encoding="utf-8")
    derived = DATA["cronbach_derived"]
    found = accuracy([derived["rater"]], derived["true"])
    parts = {
        "E": found.elevation,
        "DE": found.differential_elevation,
        "SA": found.stereotype_accuracy,
        "DA": found.differential_accuracy,
    }

    for name, value in parts.items():
        assert f"{name}² = {value[0] ** 2:.3f}" in page
    assert f"total {found.distance[0] ** 2:.3f}" in page
    assert "、".join(f"{each:.3f}" for each in found.by_dimension[0]) in page
    assert f"mean {found.correlation[0]:.2f}" in page
