"""Text in two languages, and which of the two a text is written in."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English; either may be empty, then the other is shown."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the text for a language code such as `zh-hans` or `en`."""
        if language.startswith("zh"):
            return self.zh or self.en
        return self.en or self.zh

    @property
    def one_below_the_other(self) -> str:
        """Give the text as it stands in what people of both languages sign: Chinese first, English on a line below."""
        return "\n".join(dict.fromkeys(filter(None, (self.zh, self.en))))


CHINESE = "zh"
ENGLISH = "en"
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def language_of(text: str) -> str:
    """Tell whether a text is written in Chinese or in English; nothing where it cannot be told.

    One Chinese character says about as much as one word, so the two are counted against each other; a name or a number
    of the other language within does not turn it.
    """
    han, words = len(_HAN.findall(text)), len(_WORD.findall(text))
    if not han and not words:
        return ""
    return CHINESE if han >= words else ENGLISH
