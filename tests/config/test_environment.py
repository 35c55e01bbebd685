import os

import pytest

from liuxin.config import environment


def test_what_is_not_set_is_the_default(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("LIUXIN_ENGINE_THREADS", raising=False)
    monkeypatch.delenv("LIUXIN_ENGINE_MEMORY", raising=False)

    assert environment.number("LIUXIN_ENGINE_THREADS", default=2) == 2
    assert environment.memory("LIUXIN_ENGINE_MEMORY", default="768MB") == "768MB"


def test_what_is_set_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LIUXIN_ENGINE_THREADS", "16")
    monkeypatch.setenv("LIUXIN_ENGINE_MEMORY", "4GB")

    assert environment.number("LIUXIN_ENGINE_THREADS", default=2) == 16
    assert environment.memory("LIUXIN_ENGINE_MEMORY", default="768MB") == "4GB"


@pytest.mark.parametrize("raw", ["", "0", "-1", "two", "1.5", " 2"])
def test_a_number_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, raw: str):
    monkeypatch.setenv("LIUXIN_ENGINE_THREADS", raw)

    with pytest.raises(environment.UnreadableEnvironmentError, match="LIUXIN_ENGINE_THREADS must be a whole number"):
        environment.number("LIUXIN_ENGINE_THREADS", default=2)


@pytest.mark.parametrize("raw", ["", "0MB", "768", "768 MB", "lots", "1TB"])
def test_an_amount_of_memory_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, raw: str):
    monkeypatch.setenv("LIUXIN_ENGINE_MEMORY", raw)

    with pytest.raises(environment.UnreadableEnvironmentError, match="LIUXIN_ENGINE_MEMORY must read like"):
        environment.memory("LIUXIN_ENGINE_MEMORY", default="768MB")


def test_linear_algebra_is_kept_to_one_thread_and_whoever_says_otherwise_is_heard(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    environment.keep_small_matrices_on_one_thread()
    assert (os.environ["OMP_NUM_THREADS"], os.environ["OPENBLAS_NUM_THREADS"]) == ("1", "3")
