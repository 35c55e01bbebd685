"""The codes of customers: three kinds, sites, reasons, ways to reach somebody, states of a need."""

from enum import StrEnum


class CustomerKind(StrEnum):
    """Who depends on our work: buyers, colleagues, or those we work with."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    PARTNER = "partner"


class SiteKind(StrEnum):
    """A place of service; each kind lies inside the one before."""

    PROJECT = "project"
    BUILDING = "building"
    UNIT = "unit"


class MoveReason(StrEnum):
    """What a move to another stage is; REPLACED: the stage itself was replaced by another."""

    FIRST = "first"
    PROGRESS = "progress"
    STEP_BACK = "step_back"
    CORRECTION = "correction"
    REPLACED = "replaced"
    MERGED = "merged"


class MoveCause(StrEnum):
    """Why a customer moved to another stage: what happened outside."""

    ENQUIRY = "enquiry"
    INTENT = "intent"
    CONTRACT = "contract"
    HANDOVER = "handover"
    MEMBERSHIP = "membership"
    TRANSFER = "transfer"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


class ContactKind(StrEnum):
    """What somebody is to the customer."""

    SELF = "self"
    FAMILY = "family"
    TENANT = "tenant"
    AGENT = "agent"
    WORK = "work"
    EMERGENCY = "emergency"
    OTHER = "other"


class Way(StrEnum):
    """How somebody likes to be reached."""

    PHONE = "phone"
    EMAIL = "email"
    MESSAGE = "message"
    VISIT = "visit"


class Language(StrEnum):
    """The language in which somebody likes to be spoken to."""

    ZH = "zh-hans"
    EN = "en"


class AddressKind(StrEnum):
    """What an address is by which a customer is found."""

    EMAIL = "email"
    PHONE = "phone"


class NeedState(StrEnum):
    """The way of a need: recorded, matched with a solution, offered, accepted, and its result checked.

    DECLINED: no offer was taken and none will follow; DROPPED: the need is gone.
    """

    RECORDED = "recorded"
    MATCHED = "matched"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    CHECKED = "checked"
    DECLINED = "declined"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in {NeedState.CHECKED, NeedState.DECLINED, NeedState.DROPPED}


class Answer(StrEnum):
    """What a customer said to an offer; WITHDRAWN is ours."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Refusal(StrEnum):
    """Why an offer was declined."""

    PRICE = "price"
    TIMING = "timing"
    FIT = "fit"
    ELSEWHERE = "elsewhere"
    NO_NEED = "no_need"
    OTHER = "other"


class Worth(StrEnum):
    """What the solution was worth to the customer."""

    MUCH = "much"
    SOME = "some"
    NONE = "none"
    HARM = "harm"
