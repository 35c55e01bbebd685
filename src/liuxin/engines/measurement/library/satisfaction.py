"""Measures of satisfaction: what customers answered, never without how many did not."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import mean, share
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.text import Bilingual

ANSWERED: Final = Bilingual("期内发出、已得到答复的问卷。", "Surveys sent in the period that were answered.")
OVERALL: Final = Bilingual("总体满意度的答案（一至五）。", "The overall answer, 1 to 5.")
WITH_KIND: Final = needed.SURVEYS | {"customers.added"}

CSAT_MEAN: Final = mean(
    code="csat_mean",
    name=Bilingual("客户满意均值", "Customer satisfaction mean"),
    group="satisfaction",
    definition=Bilingual(
        "期内就某次解决发出的问卷，总体满意度（一至五）的平均值；一次解决一份问卷，以首次答复为准，归作出该次解决的人。"
        "未答复的另列，不算满意也不算不满意。",
        "Mean overall rating (1 to 5) of the surveys sent in the period about a resolution; one survey per resolution, "
        "the first answer counts, for whoever made that resolution. Those not answered are listed apart, as neither "
        "pleased nor displeased.",
    ),
    population_text=ANSWERED,
    numerator_text=OVERALL,
    source="ISO 10004:2018 / GB/T 19014-2019; SERVQUAL: Parasuraman, Zeithaml & Berry 1988",
    unit=Unit.SCALE_1_5,
    direction=Direction.HIGHER,
    credit=Credit.RESOLVER,
    needs=needed.SURVEYS,
    needs_note=needed.note(needed.SURVEYS),
    least_sample=30,
    population=populations.SURVEYS,
    tells=telling.rated("overall"),
)

CSAT_POSITIVE_SHARE: Final = share(
    code="csat_positive_share",
    name=Bilingual("满意率", "Share satisfied"),
    group="satisfaction",
    definition=Bilingual(
        "期内发出并得到答复的问卷中，总体满意度为四或五的比例；归作出该次解决的人。未答复的另列，既不算满意也不算不满意。",
        "Share of the answers to surveys sent in the period that are 4 or 5, for whoever made the resolution. Those "
        "not answered are listed apart and are neither.",
    ),
    population_text=ANSWERED,
    numerator_text=Bilingual("总体满意度为四或五的。", "Those with an overall answer of 4 or 5."),
    source="ISO 10004:2018; COPC CX Standard (satisfaction and dissatisfaction both reported)",
    direction=Direction.HIGHER,
    credit=Credit.RESOLVER,
    needs=needed.SURVEYS,
    needs_note=needed.note(needed.SURVEYS),
    least_sample=30,
    population=populations.SURVEYS,
    tells=telling.satisfied,
)

SURVEY_RESPONSE_RATE: Final = share(
    code="survey_response_rate",
    name=Bilingual("问卷答复率", "Survey response rate"),
    group="satisfaction",
    definition=Bilingual(
        "期内发出的问卷中，到数据截止为止得到答复的比例；由渠道与问卷设计决定，是解读满意度的前提，不归个人。",
        "Share of the surveys sent in the period that were answered as far as the record reaches. A matter of channel "
        "and design, not of a person; needed to read any satisfaction figure.",
    ),
    population_text=Bilingual("期内发出的问卷。", "Surveys sent in the period."),
    numerator_text=Bilingual("得到答复的。", "Those answered."),
    source="ISO 10004:2018; Groves & Peytcheva 2008 on non-response bias",
    direction=Direction.HIGHER,
    credit=Credit.UNIT_ONLY,
    needs=needed.SURVEYS,
    needs_note=needed.note(needed.SURVEYS),
    least_sample=100,
    population=populations.SURVEYS,
    tells=telling.answered,
)

INTERNAL_SATISFACTION: Final = mean(
    code="internal_satisfaction",
    name=Bilingual("内部客户满意", "Internal customer satisfaction"),
    group="internal_partner",
    definition=Bilingual(
        "发给内部客户的问卷中，总体满意度（一至五）的平均值；归提供服务的班组与部门。未答复的另列。",
        "Mean overall rating (1 to 5) of the surveys sent to internal customers in the period, for the serving team "
        "and department. Those not answered are listed apart.",
    ),
    population_text=Bilingual(
        "期内发给内部客户、已得到答复的问卷。", "Surveys of internal customers that were answered."
    ),
    numerator_text=OVERALL,
    source="Hallowell, Schlesinger & Zornitsky 1996 (internal service quality)",
    unit=Unit.SCALE_1_5,
    direction=Direction.HIGHER,
    credit=Credit.UNIT_ONLY,
    needs=WITH_KIND,
    needs_note=needed.note(WITH_KIND),
    least_sample=20,
    population=populations.INTERNAL_SURVEYS,
    tells=telling.rated("overall"),
)

PARTNER_SATISFACTION: Final = mean(
    code="partner_satisfaction",
    name=Bilingual("合作伙伴满意", "Partner satisfaction"),
    group="internal_partner",
    definition=Bilingual(
        "发给合作伙伴（供应商、合作商、政府窗口）的问卷中，总体满意度（一至五）的平均值；归提供服务的班组与部门。"
        "未答复的另列。",
        "Mean overall rating (1 to 5) of the surveys sent to partners (suppliers, collaborators, authorities) in the "
        "period, for the serving team and department. Those not answered are listed apart.",
    ),
    population_text=Bilingual("期内发给合作伙伴、已得到答复的问卷。", "Surveys of partners that were answered."),
    numerator_text=OVERALL,
    source="Seed text Q2 (partners as customers)",
    unit=Unit.SCALE_1_5,
    direction=Direction.HIGHER,
    credit=Credit.UNIT_ONLY,
    needs=WITH_KIND,
    needs_note=needed.note(WITH_KIND),
    least_sample=15,
    population=populations.PARTNER_SURVEYS,
    tells=telling.rated("overall"),
)

MEASURES: Final = (
    CSAT_MEAN,
    CSAT_POSITIVE_SHARE,
    SURVEY_RESPONSE_RATE,
    INTERNAL_SATISFACTION,
    PARTNER_SATISFACTION,
)
