"""What the page of one customer takes in."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.customers import queries
from liuxin.desk.customers.words import ContactKind, ContactView, CustomerKind, Language, MoveCause, Way
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.fields import choice, day, line, offer, people, text, tick, words
from liuxin.interfaces.web.kit.trees import offer_tree

NO_MATTER = _("no matter")


class StageForm(forms.Form):
    """A move in the life cycle; `expect` is the stage that was on the page."""

    expect = forms.CharField(required=False, widget=forms.HiddenInput)
    stage = choice(_("Moves to"), [])
    cause = choice(_("Cause"), words(labels.CAUSE, empty="—"), required=False)
    remark = forms.CharField(label=_("In words"), required=False, max_length=300, widget=line())
    correction = tick(_("corrects a mistake"))

    def __init__(self, data: Any = None, *, kind: CustomerKind, **more: Any) -> None:
        """Take the kind of the customer, whose stages it offers."""
        super().__init__(data, auto_id="stage-%s", **more)
        offer(self, "stage", labels.stages(kind))

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes."""
        given = self.cleaned_data
        return {
            "to": given["stage"],
            "expect": given["expect"],
            "correction": given["correction"],
            "cause": MoveCause(given["cause"]) if given["cause"] else None,
            "remark": given["remark"],
        }


class ContactForm(forms.Form):
    """Somebody to reach at a customer."""

    name = forms.CharField(label=pgettext_lazy("customer", "Name"), max_length=200, widget=line())
    kind = choice(_("Who that is"), words(labels.CONTACT), required=False)
    duty = forms.CharField(label=_("Duty"), required=False, max_length=200, widget=line())
    phone = forms.CharField(label=_("Phone"), required=False, max_length=64, widget=line(type="tel"))
    email = forms.EmailField(
        label=pgettext_lazy("guest", "E-mail"), required=False, max_length=254, widget=line(type="email")
    )
    prefers = choice(_("Likes to be reached"), words(labels.WAY, empty=NO_MATTER), required=False)
    language = choice(_("Likes to speak"), words(labels.LANGUAGE, empty=NO_MATTER), required=False)

    @classmethod
    def of(cls, contact: ContactView) -> "ContactForm":
        """Give the form that changes a contact."""
        initial = {name: getattr(contact, name) for name in ("name", "kind", "duty", "phone", "email")}
        initial |= {"prefers": contact.prefers or "", "language": contact.language or ""}
        return cls(initial=initial, auto_id=f"contact-{contact.id}-%s")

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes."""
        given = dict(self.cleaned_data)
        return given | {
            "kind": ContactKind(given["kind"] or ContactKind.SELF),
            "prefers": Way(given["prefers"]) if given["prefers"] else None,
            "language": Language(given["language"]) if given["language"] else None,
        }


class NoteForm(forms.Form):
    """A note about a customer."""

    text = forms.CharField(label=pgettext_lazy("composer", "Note"), max_length=4000, widget=text(2))


class SettleForm(forms.Form):
    """A customer gets a site."""

    site = choice(pgettext_lazy("case", "Site"), [])
    start = day(pgettext_lazy("site", "From"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        """Offer the sites that are open."""
        super().__init__(data, auto_id="settle-%s", **more)
        offer_tree(self, "site", [(site.id, site.names) for site in queries.site_choices()], empty="—")


class DepartmentForm(forms.Form):
    """Which department of ours an internal customer is; `expect` is the one that stood on the page."""

    expect = forms.IntegerField(required=False, widget=forms.HiddenInput)
    department = forms.TypedChoiceField(
        label=_("Department"), coerce=int, empty_value=None, required=False, widget=forms.Select(attrs={"class": "ct"})
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        """Offer the departments in the order of the tree."""
        super().__init__(data, auto_id="department-%s", **more)
        nodes = [node for node in organisation.departments() if node.id is not None]
        none = ("", str(pgettext_lazy("department", "none")))
        offer(self, "department", [none, *((str(node.id), labels.indented(node)) for node in nodes)])


class LeaveForm(forms.Form):
    """A customer has a site no more."""

    end = day(pgettext_lazy("site", "Until"))


class NextForm(forms.Form):
    """What comes next for a need, and until when."""

    next_step = forms.CharField(label=_("Next step"), max_length=300, widget=line())
    next_due = day(_("Until when"))


class NeedForm(NextForm):
    """A need that is put on record."""

    title = forms.CharField(label=_("What the customer needs"), max_length=200, widget=line())
    text = forms.CharField(label=_("In the customer's words"), required=False, max_length=4000, widget=text())
    owner = choice(_("Who answers for it"), [])
    case = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    field_order = ("title", "text", "owner", "next_step", "next_due", "case")

    def __init__(self, data: Any = None, *, at: datetime, **more: Any) -> None:
        """Offer who is at the desk."""
        super().__init__(data, auto_id="need-%s", **more)
        offer(self, "owner", people(at))
