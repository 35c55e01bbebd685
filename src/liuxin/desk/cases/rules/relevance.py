"""How well a text answers what was looked for: by place and by wholeness, the same on every database."""

from collections.abc import Iterable, Sequence

from liuxin.engines.language.tokens import Word, normal

EXACT = 1_000
WHOLE = 10


def relevance(said: Iterable[str], asked: Sequence[Word]) -> int:
    """Weigh the texts of a hit, the most telling of them first.

    A code or name that is just what was typed weighs most, then a text that holds it in one piece, then each word that
    stands whole.
    """
    texts = [normal(text) for text in said]
    typed = " ".join(word.text for word in asked)
    total = 0
    for place, text in enumerate(texts):
        weight = len(texts) - place
        total += EXACT * (text.replace("-", "") == typed.replace("-", ""))
        total += WHOLE * weight * (typed in text)
        total += weight * sum(word.text in text for word in asked)
    return total
