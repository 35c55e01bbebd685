"""The way from a customer's page of a case to the survey about it."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from liuxin.desk.cases import queries


def survey_of(case: str, at: datetime) -> str:
    """Give the address of the survey that a customer may still answer about a case; nothing where there is none.

    Whoever shows it has made sure that the customer reads it: the link is the customer's alone.
    """
    resolution = queries.survey_open(case, at)
    if resolution is None:
        return ""
    token = queries.survey_token(settings.SECRET_KEY.encode(), case, resolution)
    return reverse("satisfaction:answer", args=[token])
