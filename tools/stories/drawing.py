"""Plain SVG in the colours of the house, for light and dark; a picture tells its finding in its title and text."""

from collections.abc import Iterable
from html import escape

LIGHT = {"paper": "#fffdf9", "ink": "#211d18", "soft": "#6f665a", "line": "#d2c7b5"}
LIGHT |= {"blue": "#285a7d", "bad": "#8c2b5e"}
DARK = {"paper": "#1d1a16", "ink": "#ece5d8", "soft": "#a19684", "line": "#453f35"}
DARK |= {"blue": "#8fbcdc", "bad": "#e593ba"}
WIDTH = 760


def colours(palette: dict[str, str]) -> str:
    """Give the rules of a palette: a class to fill and one to stroke for each colour."""
    return "".join(f".{name}{{fill:{value}}}.s-{name}{{stroke:{value}}}" for name, value in palette.items())


def picture(title: str, told: str, height: float, parts: Iterable[str]) -> str:
    """Give a whole picture; `told` says for who cannot see it what it shows."""
    style = (
        "text{font:13px 'Source Sans 3','PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif}"
        ".h{font-size:15px;font-weight:600}.n{font-size:11px}.hollow{fill:none;stroke-width:1.5}line{stroke-width:1}"
        f"{colours(LIGHT)}@media(prefers-color-scheme:dark){{{colours(DARK)}}}"
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}"',
            ' role="img" aria-labelledby="t d">',
            f'<title id="t">{escape(title)}</title>',
            f'<desc id="d">{escape(told)}</desc>',
            f"<style>{style}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height:g}"/>',
            text(20, 28, title, "h ink"),
            *parts,
            "</svg>\n",
        ]
    )


def text(x: float, y: float, words: str, kind: str = "ink", anchor: str = "start") -> str:
    """Give words at a place."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def line(start: tuple[float, float], end: tuple[float, float], kind: str = "s-line", dashed: str = "") -> str:
    """Give a line from one place to another."""
    dash = f' stroke-dasharray="{dashed}"' if dashed else ""
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{dash}/>'


def ring(x: float, y: float, kind: str = "s-blue") -> str:
    """Give the hollow mark of what is not told apart."""
    return f'<circle class="hollow {kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>'


def peak(x: float, y: float) -> str:
    """Give the mark of what was found."""
    return f'<path class="bad" d="M{x:.1f} {y - 5:.1f}l5 9h-10z"/>'


def bar(x: float, y: float, width: float, height: float) -> str:
    """Give a bar that stands on a line."""
    return f'<rect class="blue" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def signed(value: float, digits: int) -> str:
    """Give a number with its sign, 0 without."""
    return f"{value:+.{digits}f}".replace("-", "−") if value else "0"
