"""What an error says above a form or at its field: the reader's words, never the code's."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone, translation

from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, RuleBrokenError


class Steps(forms.Form):
    next_action = forms.CharField(label="What is done next", required=False)
    next_due = forms.DateTimeField(label="By when", required=False)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This must not be empty: What is done next."), ("zh-hans", "此项不能为空：What is done next。")],
)
def test_an_error_calls_its_field_by_the_label_that_the_reader_sees(language, said):
    form = Steps({})
    with translation.override(language):
        show(form, BadInputError("cases.text_missing", field="next_action"))
    assert form.errors == {"next_action": [said]}


def test_an_instant_in_an_error_is_written_in_the_organisations_zone():
    form = Steps({})
    past = datetime(2020, 1, 1, 2, tzinfo=UTC)
    with translation.override("en"), timezone.override(ZoneInfo("Asia/Shanghai")):
        show(form, RuleBrokenError("cases.next_due_past", field="next_due", due=past))
    assert form.errors == {"next_due": ["The time 2020-01-01 10:00 is over. Choose a later one."]}
