from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.architecture.checks import wording
from tests.architecture.checks.house import SOURCE, Source, no_complaints, python, templates

LOCALE = SOURCE / "interfaces" / "wording" / "locale"


def catalogue(text: str) -> dict[str, Catalog]:
    return {"kit": read_po(BytesIO(text.encode()), locale="zh_Hans")}


def test_every_message_of_the_pages_stands_in_chinese():
    marked = {message for source in python() for message in wording.of_python(source)}
    marked |= {message for source in templates() for message in wording.of_template(source)}
    no_complaints(wording.untranslated(marked, wording.catalogues(LOCALE)))


def test_no_catalogue_is_unfinished():
    no_complaints(wording.unfinished(wording.catalogues(LOCALE)))


def test_no_two_catalogues_contradict_each_other():
    no_complaints(wording.contradictions(wording.catalogues(LOCALE)))


def test_it_reads_messages_off_python():
    text = (
        '_("Cases")\npgettext_lazy("navigation", "People")\nngettext("%d case", "%d cases", 2)\nother("No")\n_(name)\n'
    )
    found = set(wording.of_python(Source("src/liuxin/a.py", text)))
    assert found == {("", "Cases"), ("navigation", "People"), ("", "%d case")}


def test_it_reads_messages_off_templates():
    text = (
        '{% load i18n %}{% translate \'Cases\' %}{% translate "People" context "navigation" %}'
        "{% blocktranslate count n=n %}{{ n }} case (open){% plural %}{{ n }} cases{% endblocktranslate %}"
        "{% blocktranslate with name=a.b %}Signed in as {{ name }}{% endblocktranslate %}<p>_(not this) {{ x }}</p>"
        '{{ value|default:_("none yet") }}'
    )
    assert set(wording.of_template(Source("a.html", text))) == {
        ("", "Cases"),
        ("navigation", "People"),
        ("", "%(n)s case (open)"),
        ("", "Signed in as %(name)s"),
        ("", "none yet"),
    }


def test_it_bites_on_a_message_without_chinese():
    found = catalogue('msgid "Cases"\nmsgstr "工单"\n')
    assert wording.untranslated([("", "Cases"), ("", "People"), ("navigation", "Cases")], found) == [
        "'People'",
        "navigation|'Cases'",
    ]


def test_it_bites_on_unfinished_entries():
    found = catalogue('msgid "Cases"\nmsgstr ""\n\n#, fuzzy\nmsgid "People"\nmsgstr "人员"\n')
    assert wording.unfinished(found) == ["kit: 'Cases' is empty", "kit: 'People' is fuzzy"]


def test_it_bites_on_two_translations_of_one_message():
    one, other = catalogue('msgid "Cases"\nmsgstr "工单"\n')["kit"], catalogue('msgid "Cases"\nmsgstr "案件"\n')["kit"]
    assert wording.contradictions({"kit": one, "cases": other}) == ["'Cases' is '工单' in kit, '案件' in cases"]
