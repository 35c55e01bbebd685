"""Files in the forms of customers: what may be sent is said beside the field, and how often they may leave files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from liuxin.desk.files.words import Limits
from liuxin.interfaces.web.cases import attaching
from liuxin.interfaces.web.cases.attaching import FilesField
from liuxin.interfaces.web.portal.visiting import DOOR, knock
from liuxin.kernel.errors import RuleBrokenError


class WithFiles(attaching.WithFiles):
    """A form of strangers that takes files along."""

    def __init__(self, *args: Any, limits: Limits, scope: str = "", **kwargs: Any) -> None:
        """Say what may be sent."""
        super().__init__(*args, limits=limits, by=DOOR, scope=scope, **kwargs)
        field = self.fields[self.chosen_in]
        if isinstance(field, FilesField):
            field.say(limits)

    def _may_keep(self, request: HttpRequest, chosen: Sequence[Any], at: datetime) -> bool:
        """Tell whether a stranger may leave files here: so many an hour, as with everything that strangers do."""
        if not chosen:
            return False
        try:
            knock(request, "files", at)
        except RuleBrokenError:
            return False
        return True
