"""Which elements of a design can be compared with one another, and which ratings would join those that cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.sparse import csgraph

from liuxin.engines.ratings.rasch.design import coded_as_places
from liuxin.engines.ratings.telling import Ints, same_length, whole_numbers


@dataclass(frozen=True, slots=True)
class Subsets:
    """The parts into which a design falls.

    `elements` holds per facet the distinct codes, `parts` per facet the part (from 0) of each: only elements of a facet
    in the same part can be compared. `of_ratings` (ratings,) is the part of each rating; `count` how many parts there
    are. `links` are ratings that would join all parts, each an element per facet: of two facets as few as can
    be, of more as few as are found by taking each time the one that joins most.
    """

    elements: Mapping[str, Ints]
    parts: Mapping[str, Ints]
    of_ratings: Ints
    count: int
    links: tuple[Mapping[str, int], ...]

    @property
    def connected(self) -> bool:
        """Tell whether all elements can be compared."""
        return self.count <= 1


def subsets(facets: Mapping[str, ArrayLike]) -> Subsets:
    """Find the parts of a design whose elements share no rating, however long the way round.

    `facets` holds per facet an array (ratings,) of whole numbers. Two facets are joined by the ratings in which they
    meet, and where those fall apart, one facet can be shifted against the other in one part alone without any rating
    telling (Weeks & Williams 1964, Technometrics 6:319; Linacre 1989). Raises `BadInputError` for codes that are no
    whole numbers from 0 on, and for columns of different length.
    """
    columns = {name: whole_numbers(column, name) for name, column in facets.items()}
    same_length(**columns)
    coded = {name: coded_as_places(column) for name, column in columns.items()}
    names = tuple(columns)
    elements = {name: found for name, (found, _) in coded.items()}
    codes = {name: places for name, (_, places) in coded.items()}
    meetings = [_meeting((a, b), (codes[a], codes[b]), (elements[a], elements[b])) for a, b in combinations(names, 2)]
    parts = {name: _numbered([each.parts[name] for each in meetings if name in each.parts]) for name in names}
    of_ratings = _numbered([each.of_ratings for each in meetings])
    count = int(of_ratings.max(initial=-1)) + 1
    links = tuple(
        {name: int(elements[name][place]) for name, place in link.items()}
        for link in (_links(names, codes, meetings, of_ratings) if count > 1 else [])
    )
    return Subsets(elements, parts, of_ratings, count, links)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """The graph in which the elements of two facets meet: the part of each element, and of each rating."""

    parts: Mapping[str, Ints]
    of_ratings: Ints
    count: int


def _meeting(names: tuple[str, str], codes: tuple[Ints, Ints], elements: tuple[Ints, Ints]) -> _Meeting:
    first, second = (len(each) for each in elements)
    edges = (np.ones(len(codes[0]), np.int8), (codes[0], first + codes[1]))
    count, part = csgraph.connected_components(sparse.coo_array(edges, shape=(first + second,) * 2), directed=False)
    part = part.astype(np.int64)
    return _Meeting({names[0]: part[:first], names[1]: part[first:]}, part[codes[0]], int(count))


def _numbered(columns: list[Ints]) -> Ints:
    """Give each row the number of what it holds, in the order of first appearance."""
    key = columns[0]
    for column in columns[1:]:
        key = np.unique(key, return_inverse=True)[1] * (int(column.max(initial=0)) + 1) + column
    _, first, places = np.unique(key, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[places], np.int64)


def _links(
    names: tuple[str, ...], codes: Mapping[str, Ints], meetings: list[_Meeting], of_ratings: Ints
) -> list[dict[str, int]]:
    """Join the parts one by one to the largest, each time by the rating that joins the most pairs of facets.

    The rating takes some elements from a rating of the one part, and the others from one of the other part.
    """
    joined = [np.arange(each.count) for each in meetings]
    main = int(np.flatnonzero(of_ratings == np.bincount(of_ratings).argmax())[0])
    links: list[dict[str, int]] = []
    for other in np.unique(of_ratings, return_index=True)[1].tolist():
        mixed = [
            {name: int(codes[name][row]) for name, row in zip(names, rows, strict=True)}
            for rows in product((main, other), repeat=len(names))
        ]
        while True:
            gains = [_gain(meetings, joined, link) for link in mixed]
            if not max(gains):
                break
            link = mixed[gains.index(max(gains))]
            for each, roots in zip(meetings, joined, strict=True):
                one, two = (int(roots[parts[link[name]]]) for name, parts in each.parts.items())
                roots[roots == two] = one
            links.append(link)
    return links


def _gain(meetings: list[_Meeting], joined: list[Ints], link: Mapping[str, int]) -> int:
    """Count the pairs of facets in which a rating would join two parts."""
    ends = [
        [int(roots[parts[link[name]]]) for name, parts in each.parts.items()]
        for each, roots in zip(meetings, joined, strict=True)
    ]
    return sum(one != other for one, other in ends)
