"""What the roles are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liuxin.desk.organisation.words import Role

ROLE_NAMES: Mapping[Role, Promise] = {
    Role.AGENT: _("agent"),
    Role.MANAGER: _("manager"),
    Role.DIRECTOR: _("director"),
    Role.HR: _("HR"),
    Role.REVIEWER: _("quality reviewer"),
    Role.AUDITOR: _("auditor"),
    Role.SYSTEM_ADMIN: _("system administrator"),
    Role.SECURITY_ADMIN: _("security administrator"),
    Role.AUDIT_ADMIN: _("audit administrator"),
}
