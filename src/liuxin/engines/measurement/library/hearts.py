"""Measures of the six hearts: what customers felt of each, and what reviewers saw of it. Never blended silently."""

from typing import Final, NamedTuple

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import mean
from liuxin.engines.measurement.words import Direction, Measure, Unit
from liuxin.kernel.text import Bilingual


class Heart(NamedTuple):
    """A heart: its name, what the customer is asked to agree with, where it stands in the literature."""

    code: str
    name: Bilingual
    statement: Bilingual
    source: str
    least: int = 15


HEARTS: Final = (
    Heart(
        "care",
        Bilingual("关心", "Care"),
        Bilingual(
            "客服人员明白这件事为什么对我重要。",
            "The person who helped me understood why this matter was important to me.",
        ),
        "Seed text Q3; SERVQUAL empathy",
    ),
    Heart(
        "love",
        Bilingual("爱心", "Love"),
        Bilingual(
            "客服人员提醒了我接下来可能遇到的问题。",
            "The person who helped me told me about a problem that might come next.",
        ),
        "Seed text Q3; SERVQUAL empathy, responsiveness",
    ),
    Heart(
        "sincerity",
        Bilingual("诚心", "Sincerity"),
        Bilingual("客服人员把事情的真实情况告诉了我。", "The person who helped me told me how things really stood."),
        "Seed text Q3; SERVQUAL assurance",
    ),
    Heart(
        "attention",
        Bilingual("细心", "Attention"),
        Bilingual("客服人员把我这件事的细节弄对了。", "The person who helped me got the details of my matter right."),
        "Seed text Q3; SERVQUAL reliability",
    ),
    Heart(
        "dedication",
        Bilingual("用心", "Dedication"),
        Bilingual(
            "客服人员为我的事情尽力想了办法。", "The person who helped me made an effort to find a solution for me."
        ),
        "Seed text Q3; SERVQUAL reliability, assurance",
    ),
    Heart(
        "perseverance",
        Bilingual("恒心", "Perseverance"),
        Bilingual("客服人员按说好的时间回复了我。", "The person who helped me got back to me at the time agreed."),
        "Seed text Q3; SERVQUAL reliability, responsiveness",
        least=10,
    ),
)


def _of_survey(heart: Heart) -> Measure:
    return mean(
        code=f"heart_{heart.code}",
        name=Bilingual(f"{heart.name.zh}（客户问卷）", f"{heart.name.en} (survey)"),
        group="behaviour",
        definition=Bilingual(
            f"期内发出的问卷中，客户对“{heart.statement.zh.rstrip('。')}”同意程度（一至五）的平均值；归作出该次解决的人。"
            "没有答这一题或选“不适用”的另列，不计。",
            f"Mean agreement (1 to 5) of customers with “{heart.statement.en.rstrip('.')}” in the surveys sent in the "
            "period, for whoever made the resolution. Where this question was not answered, or did not apply, it is "
            "listed apart.",
        ),
        population_text=Bilingual(
            "期内发出、答了这一题的问卷。", "Surveys sent in the period in which this question was answered."
        ),
        numerator_text=Bilingual("这一题的答案（一至五）。", "The answer to this question, 1 to 5."),
        source=heart.source,
        unit=Unit.SCALE_1_5,
        direction=Direction.HIGHER,
        credit=Credit.RESOLVER,
        needs=needed.SURVEYS,
        needs_note=needed.note(needed.SURVEYS),
        least_sample=heart.least,
        population=populations.SURVEYS,
        tells=telling.rated(heart.code),
    )


def _of_review(heart: Heart) -> Measure:
    return mean(
        code=f"heart_{heart.code}_review",
        name=Bilingual(f"{heart.name.zh}（质检）", f"{heart.name.en} (review)"),
        group="behaviour",
        definition=Bilingual(
            f"期内随机抽查的处理中，“{heart.name.zh}”各行为评分（一至五）的平均值；归被抽查那段处理的经办人。"
            "按风险挑选的抽查只用于辅导，另列；没有机会看到的不计，也绝不算零。未按评审人的宽严调整。",
            f"Mean mark (1 to 5) for {heart.name.en.lower()} in the handlings reviewed at random in the period, for "
            "the person whose handling it was. Handlings picked for their risk serve coaching and are listed apart; "
            "what there was no occasion to see is never a zero. Not adjusted for how strict a reviewer is.",
        ),
        population_text=Bilingual(
            "期内随机抽查、有机会看到的处理。", "Handlings reviewed at random in the period where it could be seen."
        ),
        numerator_text=Bilingual("评审人给的分（一至五）。", "The reviewer's mark, 1 to 5."),
        source=heart.source,
        unit=Unit.SCALE_1_5,
        direction=Direction.HIGHER,
        credit=Credit.HANDLER_REVIEWED,
        needs=needed.REVIEWS,
        needs_note=needed.note(needed.REVIEWS),
        least_sample=heart.least,
        population=populations.REVIEWS,
        tells=telling.reviewed(heart.code),
    )


MEASURES: Final = (*map(_of_survey, HEARTS), *map(_of_review, HEARTS))
