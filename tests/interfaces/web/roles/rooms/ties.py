"""What ties cases to one another: told apart from a case of the same hands, made part of one."""

from tests.interfaces.web.roles.rooms import Form

FORMS: dict[str, Form] = {
    "cases:apart": lambda subject: {"other": subject.closed},
    "cases:whole": lambda subject: {"whole": subject.waiting},
}
