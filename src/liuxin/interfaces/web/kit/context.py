"""What every page needs of the shell."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from liuxin.desk.cases.permissions import sees_cases
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import SIMULATED
from liuxin.interfaces.web.kit import navigation, river, standing

THEMES = {"light": "not all", "dark": "all"}
WHEN_SYSTEM_IS_DARK = "(prefers-color-scheme: dark)"
TABS = 5
LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Shell:
    """The shell of one page. Reads lazily: a page that draws no side bar asks for no standing."""

    request: HttpRequest

    @property
    def language(self) -> str:
        """The language of the page as the markup names it."""
        return LANGUAGE_TAGS.get(get_language() or "", "zh-Hans")

    @property
    def other_language(self) -> str:
        """The code of the other of the two languages."""
        return "zh-hans" if self.language == "en" else "en"

    @property
    def theme(self) -> str:
        """The chosen theme, `light` or `dark`; empty while the system decides."""
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @property
    def dark_media(self) -> str:
        """For which screens the dark tokens apply."""
        return THEMES.get(self.theme, WHEN_SYSTEM_IS_DARK)

    @property
    def collapsed(self) -> bool:
        """Whether the reader folded the side bar."""
        return self.request.COOKIES.get("side") == "min"

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def places(self) -> tuple[navigation.Place, ...]:
        """The side bar."""
        match = self.request.resolver_match
        return navigation.places(standing.of(self.request), match.view_name if match else "")

    @property
    def daily(self) -> tuple[navigation.Place, ...]:
        """The places of daily work."""
        return tuple(place for place in self.places if place.part is navigation.Part.DAILY)

    @property
    def cycle(self) -> tuple[navigation.Place, ...]:
        """The places of the cycle that are no phase."""
        return tuple(place for place in self.places if place.part is navigation.Part.CYCLE and not place.phase)

    @property
    def whole(self) -> tuple[navigation.Place, ...]:
        """The places of the whole."""
        return tuple(place for place in self.places if place.part is navigation.Part.WHOLE)

    @property
    def river(self) -> river.River | None:
        """The six phases as a river; None where not every phase has its page."""
        phases = tuple(place for place in self.places if place.phase)
        return river.upright(phases, *river.kept(self.request)) if len(phases) == river.PHASES else None

    @property
    def search_url(self) -> str:
        """Where one searches; empty for whoever works with no cases, and on the page of search itself."""
        match = self.request.resolver_match
        if not self.signed_in or (match is not None and match.view_name == "search:find"):
            return ""
        return reverse("search:find") if sees_cases(standing.of(self.request)) else ""

    @property
    def tabs(self) -> tuple[navigation.Place, ...]:
        """The places that the bottom bar of a phone has room for."""
        return self.places if len(self.places) <= TABS else self.places[: TABS - 1]

    @property
    def more(self) -> tuple[navigation.Place, ...]:
        """The places behind the last tab."""
        return self.places[len(self.tabs) :]

    @property
    def is_demo(self) -> bool:
        """Whether the account belongs to the demonstration, so that names are made up."""
        return bool(getattr(self.request.user, "is_demo", False))

    @cached_property
    def is_simulated(self) -> bool:
        """Whether everything here was made up by the simulator: of who signed in as found then, of guests as it is."""
        if self.request.user.is_authenticated:
            return bool(self.request.session.get(SIMULATED, False))
        return organisation.is_simulated()


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Hand the shell to the templates."""
    return {"shell": Shell(request)}
