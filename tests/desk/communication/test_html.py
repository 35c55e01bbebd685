import pytest

from liuxin.desk.communication.rules import html, quotes

pytestmark = pytest.mark.spec("S4")

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<form action='https://evil.example'><input name=password></form>",
    "<style>body{background:url(https://evil.example)}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<object data=x></object><embed src=x><base href=//evil.example>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<img alt='\"><script>alert(1)</script>' src='https://evil.example/a.png'>",
    '<img src="https://evil.example/a.png" alt="a>b<script>alert(1)</script>">',
]

MARKS = ("<script", "onerror=", "onload=", "javascript:", "<iframe", "<form", "<style", "style=", "<img", "<meta")


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_it_runs_or_fetches(attack: str):
    safe = html.safe(attack).lower()
    for mark in (
        "<script",
        "onerror=",
        "onload=",
        "javascript:",
        "<iframe",
        "<form",
        "<style",
        "style=",
        "<img",
        "data:",
    ):
        assert mark not in safe
    assert "<meta" not in safe


def test_what_a_letter_is_made_of_stays():
    kept = "<p>您好，<b>地库</b>漏水。</p><ul><li>一</li></ul><table><tbody><tr><td>二</td></tr></tbody></table>"
    assert html.safe(kept) == kept


def test_a_link_leaves_nothing_behind():
    assert html.safe('<a href="https://example.org/a?b=1&amp;c=2">看</a>') == (
        '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">看</a>'
    )


def test_a_remote_picture_is_a_link_until_somebody_asks_for_it():
    safe = html.safe('<img src="https://track.example/1.gif?who=7" alt="图">')
    assert safe == '<a href="https://track.example/1.gif?who=7" rel="noopener noreferrer nofollow">[图]</a>'


def test_the_text_of_html_is_what_a_reader_sees():
    source = (
        "<html><head><title>T</title><style>p{}</style></head><body><p>您好，</p><p>地库<b>漏水</b>&amp;停电"
        "<br>请&nbsp;来。</p><script>x()</script><ul><li>一</li><li>二</li></ul></body></html>"
    )
    assert html.text(source) == "您好，\n\n地库漏水&停电\n请 来。\n\n一\n\n二"


def test_unclosed_tags_swallow_no_text():
    assert html.text("<p>一<div>二<b>三") == "一\n\n二三" or html.text("<p>一<div>二<b>三") == "一\n二三"


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        ("好的，谢谢。\n\nOn Wed, Jun 1, 2016 at 9:00 AM Desk <a@b.org> wrote:\n> 马上来", "好的，谢谢。"),
        ("好的。\n\n在 2016年6月1日，服务台 <a@b.org> 写道：\n> 马上来", "好的。"),
        ("好的。\n-----原始邮件-----\n发件人: 服务台\n马上来", "好的。"),
        ("好的。\n发件人：服务台 <a@b.org>\n发送时间：2016年6月1日\n马上来", "好的。"),
        ("好的。\n> 马上来\n> 请稍等\n", "好的。"),
        ("请回答：\n第一，什么时候来？", "请回答：\n第一，什么时候来？"),
        ("> 只有引用", "> 只有引用"),
        ("> 几点？\n九点。", "> 几点？\n九点。"),
    ],
)
def test_what_only_repeats_the_letter_before_is_folded(text: str, fresh: str):
    found, quoted = quotes.split(text)
    assert found == fresh
    assert bool(quoted) == (fresh != text)
