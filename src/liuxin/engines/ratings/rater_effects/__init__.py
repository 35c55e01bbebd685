"""What colours a rater's ratings beside what he saw: nine effects, each with interval, threshold and verdict."""

from liuxin.engines.ratings.rater_effects.finding import effects
from liuxin.engines.ratings.rater_effects.judging import Column, Effect, RaterEffects, Tendency, Verdict

__all__ = ["Column", "Effect", "RaterEffects", "Tendency", "Verdict", "effects"]
