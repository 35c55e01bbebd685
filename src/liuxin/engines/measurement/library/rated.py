"""Measures that people rate. They have a name, a unit and a direction as others have, and are never computed here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import ibis

from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.populations import READINGS
from liuxin.engines.measurement.rated import PREFIX
from liuxin.engines.measurement.words import Direction, Kind, Measure, Statistic, Told, Unit, WhyNot
from liuxin.kernel.text import Bilingual

# No event has this code, so that whoever asks the record for a rating is told that the record has none.
_NEEDED: Final = frozenset({"ratings"})


def _never_asked(rows: ibis.Table) -> Told:
    return Told(rows["value"], ibis.literal(WhyNot.NOT_SEEN.value))


SIX_HEARTS: Final = Measure(
    code=f"{PREFIX}six_hearts",
    name=Bilingual("六心行为评价", "Six hearts, rated"),
    group="behaviour",
    definition=Bilingual(
        "评价人对照六心各级的行为描述逐条评分（一至五）。先求同类评价人的平均，再按各类的权重合计；没有看到的不计。",
        "Raters mark each of the six hearts from 1 to 5 against described behaviours. The mean of each kind of rater "
        "is taken first, then the kinds are put together by their weights; what was not seen does not count.",
    ),
    population_text=Bilingual("本周期已提交的评价表。", "Forms handed in in this cycle."),
    numerator_text=Bilingual("看到了的各心评分（一至五）。", "The marks of the hearts that were seen, 1 to 5."),
    source="Seed text Q3; SERVQUAL",
    unit=Unit.SCALE_1_5,
    direction=Direction.HIGHER,
    credit=Credit.RATEE,
    kind=Kind.MEAN,
    statistics=(Statistic.MEAN,),
    needs=_NEEDED,
    needs_note=Bilingual("需要有评价人提交评价表。", "Would need forms that raters handed in."),
    least_sample=3,
    population=READINGS,
    tells=_never_asked,
)

RATED: Final[Mapping[str, Measure]] = MappingProxyType({SIX_HEARTS.code: SIX_HEARTS})
"""The rated measures by their keys."""
