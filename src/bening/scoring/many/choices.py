"""What depends on the options of a row: found once for each combination that occurs, then taken by row."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from math import prod

import numpy as np

from bening.scoring.many.cells import Cells
from bening.scoring.many.units import Integers


def by_choice(
    options: Mapping[str, Cells[str]],
    names: Iterable[str],
    of: Callable[[Mapping[str, str]], tuple[int, ...]],
) -> Integers:
    """Return the numbers that `of` gives for the options named, one line for each and a column for each row.

    Where the table has none of these options, there is one column for all rows.
    """
    relevant = [name for name in dict.fromkeys(names) if name in options]
    sizes = [len(options[name].values) for name in relevant]
    found = []
    for values in product(*(options[name].values for name in relevant)):
        pairs = zip(relevant, values, strict=True)
        found.append(of({name: value for name, value in pairs if value is not None}))
    numbers = np.array(found, dtype=np.int64).T
    if not relevant:
        return numbers
    codes = np.zeros_like(options[relevant[0]].codes)
    for at, name in enumerate(relevant):
        codes += options[name].codes * prod(sizes[at + 1 :])
    return numbers[:, codes]
