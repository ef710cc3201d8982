"""Chance that can be repeated: every citizen and subject draws from a stream of its own."""

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *about: object) -> random.Random:
    """A source of chance for one subject, so that a larger municipality disturbs nobody's story."""
    # Numbers that decide a story, not a secret.
    return random.Random(":".join(str(part) for part in (seed, *about)))  # noqa: S311


def lognormal_nights(rng: random.Random, median: float, spread: float, longest: int = 365) -> int:
    """A length in whole nights, at least one, cut at `longest`."""
    return max(1, min(longest, round(rng.lognormvariate(math.log(median), spread))))


def weighted(rng: random.Random, weights: dict[T, float]) -> T:
    """One of the keys, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def rotate(options: Sequence[T], rng: random.Random, used: list[int]) -> T:
    """One of the options, none a second time before nearly all have been used; `used` is kept."""
    if len(used) >= max(1, len(options) - 1):
        del used[: len(used) // 2 + 1]
    fresh = [number for number in range(len(options)) if number not in used]
    chosen = rng.choice(fresh)
    used.append(chosen)
    return options[chosen]
