"""What the pages of indicators take in. Forms parse; actions decide."""

from liuxin.interfaces.web.indicators.forms.external import (
    OTHER,
    ExternalForm,
    ImportForm,
    ReasonForm,
    days_given,
    span_of,
)
from liuxin.interfaces.web.indicators.forms.sets import (
    BAND,
    COPY,
    HISTORY,
    STARTER,
    HeadForm,
    LineForm,
    NewForm,
    moment,
    number_in,
)
from liuxin.interfaces.web.indicators.forms.votes import ProposeForm, TakeBackForm

__all__ = [
    "BAND",
    "COPY",
    "HISTORY",
    "OTHER",
    "STARTER",
    "ExternalForm",
    "HeadForm",
    "ImportForm",
    "LineForm",
    "NewForm",
    "ProposeForm",
    "ReasonForm",
    "TakeBackForm",
    "days_given",
    "moment",
    "number_in",
    "span_of",
]
