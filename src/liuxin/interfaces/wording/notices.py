"""Notices in words: the sentence of a code, filled with what the notice carries."""

from collections.abc import Mapping

from liuxin.interfaces.wording.catalogue import has_sentence, sentence

OTHER = "notice.other"


def said(code: str, subject: str, params: Mapping[str, int | str], language: str) -> str:
    """Say a notice; one that no catalogue knows still says what it is about."""
    kind, _, key = subject.partition(":")
    known = f"notice.{code}"
    return sentence(known if has_sentence(known) else OTHER, language, **({kind: key, "subject": key} | dict(params)))
