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
    HeadForm,
    LineForm,
    NewForm,
    moment,
    number_in,
)

__all__ = [
    "BAND",
    "COPY",
    "HISTORY",
    "OTHER",
    "ExternalForm",
    "HeadForm",
    "ImportForm",
    "LineForm",
    "NewForm",
    "ReasonForm",
    "days_given",
    "moment",
    "number_in",
    "span_of",
]
