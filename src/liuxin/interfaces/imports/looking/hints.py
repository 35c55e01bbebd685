"""Names by which columns and states are known in the exports of help desks, in English and Chinese."""

from collections.abc import Mapping as Map
from typing import TypeVar

from liuxin.interfaces.imports.mapping.words import StateWord

Found = TypeVar("Found")
BETWEEN_WORDS = str.maketrans("_-:./", "     ")

COLUMNS: Map[str, tuple[str, ...]] = {
    "case": (
        *("case id", "case concept", "ticket id", "unique key", "number", "case", "ticket", "incident", "problem id"),
        *("工单号", "工单编号", "工单", "单号", "编号"),
    ),
    "opened": (
        "opened at",
        "created date",
        "received",
        "opened",
        "created",
        "open",
        "start",
        "报修时间",
        "受理",
        "创建",
        "开单",
    ),
    "resolved": ("resolved at", "resolved", "completed on", "解决", "完成"),
    "closed": ("closed at", "closed date", "problem status date", "closed", "关闭", "办结", "结案"),
    "time": ("sys updated at", "timestamp", "updated at", "updated", "time", "更新", "操作时间", "时间"),
    "state": ("incident state", "lifecycle transition", "activity", "status", "state", "状态", "环节"),
    "holder": ("assigned to", "org resource", "resource", "assignee", "agent", "holder", "经手人", "处理人", "经办"),
    "team": ("assignment group", "workgroup", "org group", "agency name", "team", "group", "queue", "班组", "部门"),
    "accountable": ("accountable", "owner", "case manager", "team lead", "责任人", "负责人"),
    "customer": ("caller", "customer", "requester", "client", "客户", "业主", "报修人"),
    "site": ("location", "site", "incident address", "building", "项目", "小区", "地点", "地址"),
    "priority": ("priority", "seriousness", "severity", "urgency", "impact", "优先级", "紧急"),
    "category": ("category", "complaint type", "product", "类别", "分类"),
    "product": ("product", "asset", "产品", "设备"),
    "channel": ("contact type", "open data channel type", "channel", "source", "渠道", "来源"),
    "promise": ("made sla", "sla met", "within sla", "承诺", "是否达标", "是否超时"),
    "deadline": ("due date", "deadline", "due", "截止", "期限"),
    "outcome": ("closed code", "close code", "resolution code", "outcome", "结果"),
    "reopenings": ("reopen count", "reopened count", "reopen", "重开次数", "重开"),
}
"""By word of the mapping, the surest name first."""

STATES: tuple[tuple[StateWord, tuple[str, ...]], ...] = (
    (StateWord.WAITING, ("await", "wait", "pending", "hold", "user info", "等待", "挂起", "待客户", "待回复")),
    (StateWord.RESOLVED, ("resolve", "solved", "fixed", "done", "已解决", "已完成", "解决", "完成")),
    (StateWord.CLOSED, ("close", "cancel", "complete", "reject", "关闭", "办结", "结案", "取消", "作废")),
)
"""What a state seems to mean: the first word with a hint in the state; anything else counts as open."""

NOT_ON_CUSTOMER = ("vendor", "problem", "evidence", "assignment", "supplier", "供应商", "派单", "分派")
"""A state that waits, but on somebody else than the customer: the case is open."""

PRIORITIES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (1, ("critical", "emergency", "immediate", "特急", "非常紧急")),
    (2, ("high", "urgent", "major", "高", "紧急")),
    (3, ("moderate", "medium", "normal", "routine", "中", "一般", "普通")),
    (4, ("low", "minor", "preventive", "低")),
)

CHANNELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("phone", ("phone", "ivr", "call", "voice", "电话", "热线")),
    ("email", ("mail", "邮件")),
    ("portal", ("self service", "portal", "mobile", "app", "自助")),
    ("web_form", ("web", "online", "网站", "网页")),
    ("counter", ("counter", "walk", "desk", "前台", "柜台")),
    ("messenger", ("chat", "wechat", "messenger", "微信", "企业微信", "钉钉")),
    ("api", ("api", "integrated", "接口")),
)

TRUE = frozenset({"true", "yes", "y", "1", "t", "kept", "met", "是", "达标", "已兑现"})
FALSE = frozenset({"false", "no", "n", "0", "f", "missed", "breached", "否", "未达标", "超时"})


def folded(name: str) -> str:
    """Give a name as the hints are written: small letters, blanks for marks between words."""
    return " ".join(name.casefold().translate(BETWEEN_WORDS).split())


def rank(word: str, column: str) -> int | None:
    """Tell how surely a column's name speaks for a word: 0 the surest; None where it doesn't."""
    name = folded(column)
    for place, hint in enumerate(COLUMNS[word]):
        if name == hint:
            return place
        begins_word = f" {hint}" in f" {name}" if hint.isascii() else hint in name
        if begins_word:
            return place + len(COLUMNS[word])
    return None


def state_word(state: str) -> StateWord:
    """Say what a state seems to mean."""
    name = folded(state)
    if name.lstrip(" ").isdigit() or state.lstrip("-").isdigit():
        return StateWord.REPORT
    word = next((word for word, hints in STATES if any(hint in name for hint in hints)), StateWord.OPEN)
    if word is StateWord.WAITING and any(hint in name for hint in NOT_ON_CUSTOMER):
        return StateWord.OPEN
    return word


def first_hint(label: str, table: tuple[tuple[Found, tuple[str, ...]], ...]) -> Found | None:
    """Give the entry of a table that a label hints at."""
    name = folded(label)
    return next((found for found, hints in table if any(hint in name for hint in hints)), None)
