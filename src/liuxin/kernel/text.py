"""Text in two languages."""

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
