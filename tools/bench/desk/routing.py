"""Cases that wait, sent through the rules: who holds each of them."""

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import Distribution, NewRoutingRule, ServiceStage
from tools.bench.desk import filling
from tools.bench.figure import Figure, seconds
from tools.places import fail, say

WAITING = 10_000


def scene() -> list[Figure]:
    """Let ten thousand cases wait and route them."""
    ground = filling.fill(WAITING, 0, waiting=True)
    for number, team in enumerate(ground.teams):
        rule = NewRoutingRule(f"r{number}", team, Distribution.LEAST_LOADED, service_stage=ServiceStage.AFTERSALE)
        cases.add_routing_rule(new=rule, by=filling.BY, at=filling.AT)
    say(f"  {WAITING:,} cases wait")
    moved: list[int] = []
    (taken,) = seconds(lambda: moved.append(cases.route_waiting(by=filling.BY, at=filling.AT).moved))
    if moved[0] < WAITING:
        fail(f"{WAITING - moved[0]:,} cases were not routed")
    return [Figure(f"{WAITING:,} waiting cases through {len(ground.teams)} rules", taken, "s", 5)]
