import pytest

from tests.architecture.checks.house import Source, no_complaints, templates
from tests.architecture.checks.pages import blocked_by_policy


def test_no_template_holds_what_the_content_policy_blocks():
    no_complaints(blocked_by_policy(templates()))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="color:red">', "a style attribute"),
        ('<button type="button" onclick="go()">', "an inline handler"),
        ("<style>p{}</style>", "an inline style sheet"),
        ("<script>go()</script>", "an inline script"),
        ('<a hx-on:click="go()">', "hx-on or js: values, which need eval"),
        ('<script src="https://elsewhere.example/x.js"></script>', "another host"),
    ],
)
def test_it_bites(text: str, what: str):
    assert blocked_by_policy([Source("a.html", text)]) == [f"a.html: {what}"]


def test_scripts_from_files_and_data_for_scripts_pass():
    text = '<script src="{% static \'kit/kit.js\' %}" defer></script><script type="application/json" id="x">{}</script>'
    assert blocked_by_policy([Source("a.html", text)]) == []
