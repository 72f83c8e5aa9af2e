"""What keeps a person from a child: a restricted record, a declared conflict (A2, A7, A10)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import Conference
from cpms.accounts.permissions import Role
from cpms.children.models import Child, Conflict, Restriction
from cpms.children.relations import relations_to
from cpms.children.services import allocate
from cpms.children.trust import change_readers, restrict
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform, write
from cpms.strategy_discussions.models import StrategyDiscussion
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.conferences import conference_at
from tests.factories.strategy_discussions import discussion_at
from tests.factories.trust import in_conflict, restricted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
EVERY_STAFF_ROLE = [
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.CONFERENCE_CHAIR,
    Role.UNIT_OFFICER,
    Role.NIGHT_DESK,
    Role.QUALITY_ASSURANCE_MANAGER,
    Role.HEAD_OF_SERVICE,
]


def restriction_of(child, **facts):
    """Try to restrict the record with these facts instead of good ones."""
    good = {
        "kind": "protected",
        "reason": "The family has a new identity.",
        "readers": [UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)],
        "on": TODAY,
        "by": UserFactory(role=Role.HEAD_OF_SERVICE),
    }
    return restrict(child, **good | facts)


@pytest.mark.parametrize("role", EVERY_STAFF_ROLE)
def test_a_restricted_record_is_found_by_nobody_who_is_not_named(role):
    child, user = ChildFactory(), UserFactory(role=role)
    restricted(child)

    assert not Child.objects.visible_to(user).exists()
    assert not Child.objects.findable_by(user).exists()
    assert list(Child.objects.barred_from(user)) == [child]


@pytest.mark.parametrize("role", EVERY_STAFF_ROLE)
def test_a_named_reader_sees_the_restricted_record_as_the_role_does_any_other(role):
    child, user = ChildFactory(), UserFactory(role=role)
    restricted(child, user)

    assert list(Child.objects.visible_to(user)) == [child]


def test_a_reader_without_a_relation_is_still_asked_for_a_reason():
    child, user = ChildFactory(team=TeamFactory(name="West team")), UserFactory()
    restricted(child, user)

    assert not Child.objects.visible_to(user).exists()
    assert list(Child.objects.findable_by(user)) == [child]


def test_a_restriction_is_of_one_child_and_not_of_the_family():
    child = ChildFactory()
    sibling = ChildFactory(family=child.family)
    restricted(child)

    assert list(Child.objects.visible_to(UserFactory())) == [sibling]


def test_the_record_is_open_again_when_the_restriction_is_lifted():
    child = ChildFactory()
    restricted(child)
    restriction = Restriction.objects.get()

    perform(
        restriction,
        "lift",
        by=UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER),
        reason="The parent has left the service.",
        on=TODAY,
    )

    assert list(Child.objects.visible_to(UserFactory())) == [child]
    names = Event.objects.filter(child=child).values_list("name", flat=True)
    assert {"restriction.in_force", "restriction.lifted"} <= set(names)


def test_who_is_taken_off_the_list_finds_the_child_no_more():
    child, first, second = ChildFactory(), UserFactory(), UserFactory()
    manager = restricted(child, first)

    change_readers(
        Restriction.objects.get(),
        reason="The lead professional has changed.",
        readers=[second, manager],
        on=TODAY,
        by=manager,
    )

    assert not Child.objects.visible_to(first).exists()
    assert list(Child.objects.visible_to(second)) == [child]
    assert list(Child.objects.visible_to(manager)) == [child]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"reason": " "}, "Say why"),
        ({"readers": []}, "Name at least one person"),
        ({"readers": "social worker"}, "Name a Quality Assurance Manager"),
    ],
)
def test_a_restriction_is_refused_without_a_reason_or_a_fit_reader(facts, refusal):
    if facts.get("readers"):
        facts = {"readers": [UserFactory()]}

    with pytest.raises(Refused, match=refusal):
        restriction_of(ChildFactory(), **facts)

    assert not Restriction.objects.exists()


def test_a_person_in_conflict_is_not_made_a_reader():
    child, manager = ChildFactory(), UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
    in_conflict(manager, child)

    with pytest.raises(Refused, match="conflict of interest"):
        restriction_of(child, readers=[manager])


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"reason": ""}, "Say why"),
        ({"readers": []}, "Name at least one person"),
        ({"readers": "social worker"}, "Name a Quality Assurance Manager"),
        ({"readers": "in conflict"}, "conflict of interest"),
    ],
)
def test_a_change_of_readers_is_refused_for_the_same_reasons(facts, refusal):
    child = ChildFactory()
    manager = restricted(child)
    if facts.get("readers") == "social worker":
        facts = {"readers": [UserFactory()]}
    elif facts.get("readers"):
        close = UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
        in_conflict(close, child)
        facts = {"readers": [close]}
    given = {"reason": "A change.", "readers": [manager], "on": TODAY, "by": manager}

    with pytest.raises(Refused, match=refusal):
        change_readers(Restriction.objects.get(), **given | facts)


def test_a_restriction_is_not_lifted_without_a_reason():
    manager = restricted(ChildFactory())

    with pytest.raises(Refused, match="Say why"):
        perform(Restriction.objects.get(), "lift", by=manager, reason="", on=TODAY)


def test_a_record_is_restricted_once():
    child = ChildFactory()
    restricted(child)

    with pytest.raises(Refused, match="restricted already"):
        restriction_of(child)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR])
def test_only_the_head_of_service_and_quality_assurance_restrict(role):
    with pytest.raises(PermissionDenied):
        restriction_of(ChildFactory(), by=UserFactory(role=role))


def test_only_they_change_the_readers_and_lift():
    restricted(ChildFactory())
    restriction, worker = Restriction.objects.get(), UserFactory()

    with pytest.raises(PermissionDenied):
        perform(restriction, "change_readers", by=worker, reason="x", readers=[worker], on=TODAY)
    with pytest.raises(PermissionDenied):
        perform(restriction, "lift", by=worker, reason="x", on=TODAY)


def test_those_who_restrict_see_that_a_restriction_is_there_but_not_on_their_neighbours_child():
    child, head = ChildFactory(), UserFactory(role=Role.HEAD_OF_SERVICE)
    restricted(child)

    assert Restriction.objects.visible_to(head).count() == 1
    assert not Restriction.objects.visible_to(UserFactory()).exists()

    in_conflict(head, child)
    assert not Restriction.objects.visible_to(head).exists()


@pytest.mark.parametrize("role", EVERY_STAFF_ROLE)
def test_a_declared_conflict_closes_the_record_whatever_the_role(role):
    child, user = ChildFactory(), UserFactory(role=role)
    in_conflict(user, child)

    assert not Child.objects.visible_to(user).exists()
    assert not Child.objects.findable_by(user).exists()


def test_a_conflict_closes_the_record_to_its_lead_professional_and_its_named_reader():
    child, user = ChildFactory(), UserFactory()
    allocate(child, user, on=date(2026, 11, 2), by=None)
    restricted(child, user)

    in_conflict(user, child)

    assert not Child.objects.visible_to(user).exists()


def test_a_conflict_enters_no_chronology():
    child, user = ChildFactory(), UserFactory()
    in_conflict(user, child)

    assert not Event.objects.filter(name__startswith="conflict").exists()


def test_a_manager_declares_for_the_own_team_and_for_no_other():
    child, manager = ChildFactory(), UserFactory(role=Role.TEAM_MANAGER)
    other = UserFactory(team=TeamFactory(name="West team"))

    perform(
        Conflict(user=UserFactory(), child=child), "declare", by=manager, kind="friend", on=TODAY
    )
    with pytest.raises(PermissionDenied):
        perform(Conflict(user=other, child=child), "declare", by=manager, kind="friend", on=TODAY)


def test_a_social_worker_declares_for_nobody_else():
    conflict = Conflict(user=UserFactory(), child=ChildFactory())

    with pytest.raises(PermissionDenied):
        perform(conflict, "declare", by=UserFactory(), kind="friend", on=TODAY)


def test_a_conflict_is_declared_once():
    child, user = ChildFactory(), UserFactory()
    in_conflict(user, child)

    with pytest.raises(Refused, match="declared already"):
        in_conflict(user, child)


def test_a_conflict_is_ended_by_another_and_with_a_reason():
    child, head = ChildFactory(), UserFactory(role=Role.HEAD_OF_SERVICE)
    conflict = in_conflict(UserFactory(), child)
    own = in_conflict(head, child)

    with pytest.raises(PermissionDenied):
        perform(own, "end", by=head, reason="I know nobody there.", on=TODAY)
    with pytest.raises(PermissionDenied):
        perform(conflict, "end", by=conflict.user, reason="We have moved.", on=TODAY)
    with pytest.raises(Refused, match="Say why"):
        perform(conflict, "end", by=head, reason="", on=TODAY)
    perform(conflict, "end", by=head, reason="They have moved away.", on=TODAY)

    assert list(Child.objects.visible_to(conflict.user)) == [child]
    with pytest.raises(AlreadyMoved):
        perform(conflict, "end", by=head, reason="Again.", on=TODAY)


def test_the_relations_to_many_children_are_read_in_one_query(django_assert_num_queries):
    user = UserFactory()
    team = [ChildFactory() for _ in range(5)]
    led = ChildFactory(team=TeamFactory(name="West team"))
    allocate(led, user, on=date(2026, 11, 2), by=None)
    user.roles  # noqa: B018 the roles are read once a request

    with django_assert_num_queries(1):
        found = relations_to(user, [child.pk for child in (*team, led)], TODAY)

    assert found == {**{child.pk: ["team"] for child in team}, led.pk: ["lead professional"]}


def test_a_conference_about_two_siblings_is_not_found_by_whom_one_is_kept_from():
    child = ChildFactory()
    sibling = ChildFactory(family=child.family)
    meeting = conference_at("requested", [child, sibling])
    user = UserFactory()
    assert list(Conference.objects.visible_to(user)) == [meeting]

    restricted(sibling)

    assert list(Child.objects.visible_to(user)) == [child]
    assert not Conference.objects.visible_to(user).exists()


def test_nor_is_a_strategy_discussion():
    child = ChildFactory()
    sibling = ChildFactory(family=child.family)
    discussion = discussion_at("planned", children=[child, sibling])
    user = UserFactory()
    assert list(StrategyDiscussion.objects.visible_to(user)) == [discussion]

    in_conflict(user, sibling)

    assert not StrategyDiscussion.objects.visible_to(user).exists()


def test_who_chairs_a_conference_is_related_to_its_children_until_the_minutes_are_final():
    child, chair = ChildFactory(), UserFactory(role=Role.CONFERENCE_CHAIR)
    meeting = conference_at("scheduled", [child], chair=chair)

    assert relations_to(chair, [child.pk], TODAY) == {child.pk: ["chair of the conference"]}

    meeting.minutes_finalised_on = date(2026, 11, 24)
    write(meeting, by=None)
    assert relations_to(chair, [child.pk], TODAY) == {}
