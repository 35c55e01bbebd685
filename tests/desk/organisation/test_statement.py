"""Statements that are written once: whoever asks gets what is his, as if it had been written anew."""

import threading

import pytest
from django.db import connection
from django.db.models import Q

from liuxin.desk.organisation.queries import Statement
from liuxin.desk.organisation.queries.statement import MOST
from liuxin.desk.organisation.words import ANONYMOUS, Role
from tests.factories import organisation as made
from tests.factories.organisation import Membership, Person, standing_of

pytestmark = pytest.mark.django_db


def colleagues(standing):
    """Give the people of one's teams, oneself left out; the director reads of everybody."""
    teams = standing.teams | standing.teams_led
    mine = (
        Q() if standing.has(Role.DIRECTOR) else Q(pk__in=Membership.objects.filter(team__pk__in=teams).values("person"))
    )
    return Person.objects.filter(mine).exclude(pk=standing.person_id or 0).order_by("pk").values_list("pk", flat=True)


def counted(make):
    """Give a statement, and a list that grows whenever it is written."""
    times: list[object] = []

    def making(*asked):
        times.append(asked)
        return make(*asked)

    return Statement(making), times


def test_each_who_asks_gets_his_own_though_it_is_written_once_for_each_shape():
    one, other = made.make_team(), made.make_team()
    people = [made.make_person(roles=(Role.AGENT,), teams=teams) for teams in ((one,), (one,), (other,), (other,))]
    both, lead = made.make_person(roles=(Role.AGENT,), teams=(one, other)), made.make_person()
    made.make_lead(lead, one)
    director = made.make_person(roles=(Role.DIRECTOR,))
    statement, times = counted(colleagues)
    standings = [*map(standing_of, [*people, both, lead, director]), ANONYMOUS]
    for standing in [*standings, *reversed(standings)]:
        assert statement.rows(standing) == list(colleagues(standing))
    assert len(times) == 5  # agents of one team, of two, a lead, the director, nobody
    assert statement.rows(standing_of(people[0])) == [people[1], both]
    assert statement.rows(standing_of(people[2])) == [people[3], both]


def test_what_is_read_later_is_what_stands_there_then():
    team = made.make_team()
    me = made.make_person(roles=(Role.AGENT,), teams=(team,))
    statement = Statement(colleagues)
    assert statement.rows(standing_of(me)) == []
    newcomer = made.make_person(teams=(team,))
    assert statement.rows(standing_of(me)) == [newcomer]


def test_lists_share_a_statement_up_to_the_next_power_of_two():
    people = [made.make_person() for _ in range(5)]
    statement, times = counted(lambda keys: Person.objects.filter(pk__in=keys).order_by("pk"))
    for some in ([], people[:1], people[:2], people[1:4], people[:4], people, [-1, people[3]]):
        assert [row.pk for row in statement.rows(some)] == sorted(set(some) & set(people))
    assert len(times) == 5  # none, 1, 2, 4, 8
    assert isinstance(statement.rows(people)[0], Person)
    for _ in range(2):
        assert [row.pk for row in statement.rows([*people, *range(-MOST, 0)])] == people
    assert len(times) == 7  # so long a list is asked as ever


def test_words_are_values_and_nothing_else():
    statement = Statement(lambda name: Person.objects.filter(name_zh=name).values_list("name_zh", flat=True))
    made.make_person()
    for name in ("' OR 1=1 --", "%s", "", "\\", "周航"):
        made_of_it = Person.objects.filter(name_zh=name).count()
        assert statement.rows(name) == [name] * made_of_it


def test_a_union_and_what_is_fetched_along_are_written_once_too(django_assert_num_queries):
    team = made.make_team()
    people = [made.make_person(teams=(team,)) for _ in range(3)]
    two = Statement(
        lambda one, other: (
            Person.objects.filter(pk=one)
            .values_list("pk", flat=True)
            .union(Person.objects.filter(pk=other).values_list("pk", flat=True))
        )
    )
    assert {*two.rows(people[0], people[1])} == {*people[:2]}
    assert two.rows(people[2], people[2]) == people[2:]
    along = Statement(lambda keys: Person.objects.filter(pk__in=keys).prefetch_related("memberships"))
    for some in (people[:2], people[1:]):
        with django_assert_num_queries(2):
            assert [each.team_id for row in along.rows(some) for each in row.memberships.all()] == [team, team]


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_share_what_they_ask():
    people = [made.make_person() for _ in range(4)]
    statement = Statement(lambda key: Person.objects.filter(pk=key).values_list("pk", flat=True))
    wrong: list[int] = []

    def ask(key):
        wrong.extend(key for _ in range(50) if statement.rows(key) != [key])
        connection.close()

    threads = [threading.Thread(target=ask, args=[key]) for key in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
