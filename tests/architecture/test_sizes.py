from tests.architecture.checks import sizes
from tests.architecture.checks.house import ROOT, SOURCE, Source, no_complaints, python, templates


def test_everything_is_small_enough_to_be_read_at_one_go():
    no_complaints(sizes.too_long([*python(SOURCE), *python(ROOT / "tools")]))


def test_templates_are_small():
    no_complaints(sizes.long_templates(templates()))


def test_the_median_function_has_fewer_than_ten_lines():
    assert sizes.median_function(python(SOURCE)) < sizes.MEDIAN


def test_it_bites_on_a_long_function():
    text = "def long():\n" + "    x = 1\n" * 40
    assert sizes.too_long([Source("src/liuxin/a.py", text)]) == ["src/liuxin/a.py:1 long: over 40 lines"]
    assert sizes.too_long([Source("src/liuxin/a.py", text.replace("    x = 1\n", "", 1))]) == []


def test_it_bites_on_a_long_class_and_a_long_file():
    text = "class Long:\n" + "    x = 1\n" * 250 + "y = 2\n" * 150
    assert sizes.too_long([Source("src/liuxin/a.py", text)]) == [
        "src/liuxin/a.py: 401 lines, at most 400",
        "src/liuxin/a.py:1 Long: over 250 lines",
    ]


def test_it_bites_on_a_long_template():
    assert sizes.long_templates([Source("a.html", "<p>\n" * 151)]) == ["a.html: 151 lines, at most 150"]


def test_it_measures_the_median():
    text = "def a():\n    pass\n\n\ndef b():\n    pass\n    pass\n\n\ndef c():\n    x = 1\n    y = 2\n    z = 3\n"
    assert sizes.median_function([Source("src/liuxin/a.py", text)]) == 3
