"""What the pages of indicators take in. Forms parse; actions decide."""

from liuxin.interfaces.web.indicators.forms.external import ExternalForm, ImportForm, ReasonForm, span_of
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
    "ExternalForm",
    "HeadForm",
    "ImportForm",
    "LineForm",
    "NewForm",
    "ReasonForm",
    "moment",
    "number_in",
    "span_of",
]
