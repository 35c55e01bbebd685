"""Fields of forms written straight to HTML: the same characters as Django's templates give, in a tenth of the time."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape as escaped

Widget = Mapping[str, Any]
INPUTS = (
    "text",
    "hidden",
    "number",
    "email",
    "password",
    "date",
    "datetime",
    "time",
    "checkbox",
    "search",
    "tel",
    "url",
)


class Renderer(DjangoTemplates):
    """Draws the usual widgets itself and leaves the rest to Django."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a widget."""
        draw = _DRAWN.get(template_name)
        return super().render(template_name, context, request) if draw is None else draw(context["widget"]).strip()


def _attrs(widget: Widget) -> str:
    given = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escaped(value)}"' for name, value in given)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escaped(widget["name"])}"{value}{_attrs(widget)}>\n'


def _input_option(widget: Widget) -> str:
    if not widget["wrap_label"]:
        return f"{_input(widget)}\n\n"
    key = widget["attrs"].get("id")
    of = f' for="{escaped(key)}"' if key else ""
    return f"<label{of}>{_input(widget)} {escaped(widget['label'])}</label>\n\n"


def _groups(widget: Widget, opening: str, around: str, closing: str) -> str:
    """Draw the options, each `around` it, and what opens and closes a group that has a name."""
    return "".join(
        (opening.format(escaped(group)) if group else "")
        + "".join(around.format(_DRAWN[option["template_name"]](option)) for option in options)
        + (closing if group else "")
        for group, options, _ in widget["optgroups"]
    )


def _choices(widget: Widget) -> str:
    given = ((name, widget["attrs"].get(name)) for name in ("id", "class"))
    attrs = "".join(f' {name}="{escaped(value)}"' for name, value in given if value)
    options = _groups(widget, "\n  <div><label>{}</label>", "<div>\n    {}</div>", "\n  </div>")
    return f"<div{attrs}>{options}\n</div>"


def _select(widget: Widget) -> str:
    options = _groups(widget, '\n  <optgroup label="{}">', "\n  {}", "\n  </optgroup>")
    return f'<select name="{escaped(widget["name"])}"{_attrs(widget)}>{options}\n</select>'


def _select_option(widget: Widget) -> str:
    return f'<option value="{escaped(widget["value"])}"{_attrs(widget)}>{escaped(widget["label"])}</option>\n'


def _textarea(widget: Widget) -> str:
    return f'<textarea name="{escaped(widget["name"])}"{_attrs(widget)}>\n{escaped(widget["value"] or "")}</textarea>'


_DRAWN: dict[str, Callable[[Widget], str]] = {
    f"django/forms/widgets/{name}.html": draw
    for name, draw in {
        **dict.fromkeys(INPUTS, _input),
        **dict.fromkeys(("radio_option", "checkbox_option"), _input_option),
        **dict.fromkeys(("radio", "checkbox_select"), _choices),
        "select": _select,
        "select_option": _select_option,
        "textarea": _textarea,
    }.items()
}
