import pytest
from django.utils import translation

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import IntervalMethod
from liuxin.interfaces.web.insight.pages import about


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_the_formula_itself_is_told_and_no_file_of_the_project(measure, language: str):
    with translation.override(language):
        told = about.uncertainty(measure)
    assert "docs/" not in told
    has_interval = about.method(measure) != str(about.METHODS[IntervalMethod.NONE])
    assert not has_interval or ("Ends: " if language == "en" else "两端：") in told
