"""Times of callables, taken in turns so that a slow moment of the machine touches all alike."""

from collections.abc import Callable, Sequence
from time import perf_counter, process_time

Work = Callable[[], object]


def best_of(works: Sequence[Work], rounds: int, repeats: int = 1) -> list[float]:
    """Return for each work the least seconds that one call took; the works run in turns, `repeats` calls at a time."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for at, work in enumerate(works):
            began = perf_counter()
            for _ in range(repeats):
                work()
            best[at] = min(best[at], (perf_counter() - began) / repeats)
    return best


def each(work: Callable[[int], object], count: int) -> list[float]:
    """Return the seconds of each of `count` calls, in rising order: time of this process, whatever else runs."""
    seconds = []
    for at in range(count):
        began = process_time()
        work(at)
        seconds.append(process_time() - began)
    return sorted(seconds)
