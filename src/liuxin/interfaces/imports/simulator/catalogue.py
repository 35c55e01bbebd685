"""What a property service company is about: its teams, posts, matters, channels. Made up, and the same on every run."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from liuxin.desk.cases.words import Channel, Kind, ServiceStage

OFFICE_CALENDAR: Final = "default"
SERVICE_CALENDAR: Final = "service"
CALENDARS: Final = (OFFICE_CALENDAR, SERVICE_CALENDAR)
SERVICE_HOURS: Final = ((8 * 60, 20 * 60),)
"""Hotline, front desks, repairs and guards work on every day of the week; the office keeps China's working days."""


class Trade(IntEnum):
    """What a team does. The first four sit in the head office, the others in each project."""

    HOTLINE = 0
    COMPLAINTS = 1
    RELATIONS = 2
    SALES = 3
    FRONT = 4
    REPAIRS = 5
    GUARDS = 6


CENTRAL: Final = (Trade.HOTLINE, Trade.COMPLAINTS, Trade.RELATIONS, Trade.SALES)
LOCAL_TRADES: Final = (Trade.FRONT, Trade.REPAIRS, Trade.GUARDS)
STAFFING: Final = {
    Trade.HOTLINE: 0.20,
    Trade.COMPLAINTS: 0.08,
    Trade.RELATIONS: 0.07,
    Trade.SALES: 0.13,
    Trade.FRONT: 0.18,
    Trade.REPAIRS: 0.23,
    Trade.GUARDS: 0.11,
}
"""Which share of those who handle cases does what."""


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its names."""

    code: str
    zh: str
    en: str


TEAMS: Final = {
    Trade.HOTLINE: Named("hotline", "客服热线组", "Hotline"),
    Trade.COMPLAINTS: Named("complaints", "投诉处理组", "Complaints"),
    Trade.RELATIONS: Named("relations", "客户关系组", "Customer relations"),
    Trade.SALES: Named("sales", "置业顾问组", "Sales"),
    Trade.FRONT: Named("front", "客服前台", "Front desk"),
    Trade.REPAIRS: Named("repairs", "工程维修组", "Repairs"),
    Trade.GUARDS: Named("guards", "秩序维护组", "Guards"),
}
POSITIONS: Final = (
    Named("hotline-agent", "热线坐席", "Hotline agent"),
    Named("complaint-officer", "投诉专员", "Complaint officer"),
    Named("relations-officer", "客户关系专员", "Customer relations officer"),
    Named("sales-adviser", "置业顾问", "Sales adviser"),
    Named("customer-service-officer", "客服员", "Customer service officer"),
    Named("repair-technician", "维修技师", "Repair technician"),
    Named("guard", "秩序维护员", "Guard"),
    Named("team-head", "班组主管", "Team head"),
    Named("project-manager", "项目客服经理", "Project service manager"),
    Named("service-director", "客户服务总监", "Service director"),
    Named("hr-officer", "人力资源专员", "HR officer"),
    Named("quality-reviewer", "质检员", "Quality reviewer"),
)
"""The first seven are those of the trades, in their order."""

HEAD, MANAGER, DIRECTOR, HR, REVIEWER = range(7, 12)
ROOT: Final = Named("SIM-0", "安居物业服务公司（模拟）", "Anju Property Service (simulated)")
HEAD_OFFICE: Final = Named("SIM-1", "总部客户服务中心", "Head office service centre")
PROJECT_NAMES: Final = (
    ("翠湖花园", "Cuihu Garden"),
    ("锦绣江南", "Jinxiu Jiangnan"),
    ("阳光城", "Sunshine City"),
    ("东方雅苑", "Dongfang Court"),
    ("滨江一号", "Riverside One"),
    ("书香里", "Shuxiang Lane"),
)
BUILDINGS, UNITS = 4, 12
"""Buildings of a project, homes of a building."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of matter: its category.

    `trade` is who settles it, None whoever takes it in; `minutes` the middle of the business time that takes, which is
    its own difficulty; `peak` the month in which there is most of it, 0 for none.
    """

    name: Named
    kind: Kind
    stage: ServiceStage
    product: str
    trade: Trade | None
    share: float
    minutes: float
    peak: int = 0


def _matter(  # noqa: PLR0917 - a table reads by its columns
    code: str, zh: str, en: str, kind: Kind, stage: ServiceStage, product: str, trade: Trade | None, share: float,
    minutes: float, peak: int = 0,
) -> Matter:  # fmt: skip
    return Matter(Named(code, zh, en), kind, stage, product, trade, share, minutes, peak)


_AFTER, _IN, _PRE = ServiceStage.AFTERSALE, ServiceStage.INSALE, ServiceStage.PRESALE
MATTERS: Final = (
    _matter("fee_question", "物业费咨询", "Fee question", Kind.INQUIRY, _AFTER, "property_fee", None, 14, 15),
    _matter("parking_question", "停车咨询", "Parking question", Kind.INQUIRY, _AFTER, "parking", None, 8, 12),
    _matter("decoration_permit", "装修办理", "Decoration permit", Kind.REQUEST, _AFTER, "decoration", None, 6, 60, 4),
    _matter("water_leak", "漏水", "Water leak", Kind.REPORT, _AFTER, "plumbing", Trade.REPAIRS, 12, 180, 7),
    _matter("power_cut", "停电", "Power cut", Kind.REPORT, _AFTER, "electricity", Trade.REPAIRS, 7, 120, 8),
    _matter("lift_fault", "电梯故障", "Lift fault", Kind.REPORT, _AFTER, "lift", Trade.REPAIRS, 6, 150),
    _matter("heating", "供暖不热", "Heating", Kind.REPORT, _AFTER, "heating", Trade.REPAIRS, 7, 240, 1),
    _matter("door_access", "门禁故障", "Door access", Kind.REPORT, _AFTER, "access", Trade.REPAIRS, 5, 90),
    _matter("greenery", "绿化养护", "Greenery", Kind.REQUEST, _AFTER, "greenery", Trade.REPAIRS, 2, 300, 5),
    _matter("noise", "噪音扰民", "Noise", Kind.COMPLAINT, _AFTER, "environment", Trade.GUARDS, 5, 60, 7),
    _matter("stranger", "可疑人员", "Stranger on site", Kind.REPORT, _AFTER, "security", Trade.GUARDS, 3, 30),
    _matter("cleaning", "保洁不到位", "Cleaning", Kind.COMPLAINT, _AFTER, "cleaning", Trade.COMPLAINTS, 4, 240),
    _matter("attitude", "服务态度", "Attitude", Kind.COMPLAINT, _AFTER, "service", Trade.COMPLAINTS, 3, 300),
    _matter("charge_dispute", "收费争议", "Charges", Kind.COMPLAINT, _AFTER, "property_fee", Trade.COMPLAINTS, 3, 480),
    _matter("viewing", "看房预约", "Viewing", Kind.INQUIRY, _PRE, "home", Trade.SALES, 6, 60, 10),
    _matter("contract", "合同咨询", "Contract question", Kind.INQUIRY, _IN, "contract", Trade.SALES, 4, 90),
    _matter("inspection", "交房验收", "Inspection", Kind.REQUEST, _IN, "handover", Trade.RELATIONS, 4, 300, 6),
    _matter(
        "member_event", "会员活动", "Member event", Kind.REQUEST, _AFTER, "membership", Trade.RELATIONS, 2, 120, 12
    ),
)
PRODUCTS: Final = tuple(sorted({matter.product for matter in MATTERS}))

CHANNELS: Final = (
    Channel.PHONE,
    Channel.COUNTER,
    Channel.MESSENGER,
    Channel.PORTAL,
    Channel.WEB_FORM,
    Channel.EMAIL,
    Channel.API,
)
BY_DAY: Final = (0.42, 0.20, 0.20, 0.08, 0.04, 0.05, 0.01)
BY_NIGHT: Final = (0.25, 0.00, 0.42, 0.20, 0.07, 0.05, 0.01)
"""Which share comes by which channel: nobody stands at a counter at night."""

WRITTEN: Final = (0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0)
QUEUED: Final = (0.0, 0.0, 0.6, 1.0, 1.0, 1.0, 1.0)
"""Which share of a channel lies in the queue at first; the rest is in somebody's hands at once."""

REPLY_MINUTES: Final = (2.0, 3.0, 12.0, 60.0, 90.0, 120.0, 60.0)
HOURS: Final = (1, 1, 1, 1, 1, 2, 4, 8, 16, 20, 19, 16, 11, 12, 15, 16, 15, 14, 14, 15, 12, 8, 4, 2)
WEEKDAYS: Final = (1.15, 1.05, 1.0, 1.0, 1.05, 0.95, 0.8)

PRIORITIES: Final = (0.05, 0.15, 0.55, 0.25)
PROMISED_HOURS: Final = (4, 12, 24, 60)
"""Business hours to the resolution by priority 1 to 4."""
TARGETS: Final = ("first", "next")
FIRST_MINUTES: Final = (30, 60)
NEXT_MINUTES: Final = (120, 240)
"""Business minutes to the first and to each next reply, of priority 1 and 2; of others no reply is promised."""

OUTCOMES: Final = ("done_and_told", "answered", "partly_done", "cannot_be_done", "passed_on", "not_recorded")
OUTCOME_SHARES: Final = (0.62, 0.22, 0.06, 0.04, 0.03, 0.03)
WITHDRAWN: Final = "withdrawn"
