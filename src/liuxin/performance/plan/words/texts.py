"""What is said where nobody has written anything."""

from liuxin.kernel.text import Bilingual

NO_TEXT = Bilingual("", "")
