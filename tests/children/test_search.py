"""The right child is found under the slips people make on the telephone (EN-06; A4, A29)."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import Address, Alias, Child, NameKey, Person, Relationship
from cpms.children.search import Particulars, Verdict, compare, find, find_by_text
from cpms.children.search.indexing import index_all
from tests.factories import ChildFactory, FamilyFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = [
    ("Robyn", "Sample", date(2018, 4, 3)),
    ("Stephen", "O’Connor", date(2012, 11, 9)),
    ("Catherine", "Smith-Jones", date(2015, 1, 12)),
    ("Mohammed", "Hussain", date(2010, 7, 30)),
    ("Siobhan", "MacDonald", date(2019, 2, 5)),
    ("Łukasz", "Wójcik", date(2014, 10, 8)),
    ("Aisha", "Begum", date(2021, 5, 6)),
    ("Thomas", "Fitzgerald", date(2009, 12, 1)),
    ("Niamh", "Gallagher", date(2017, 8, 11)),
    ("Daniel", "Featherstone", date(2013, 3, 7)),
]


def swapped_letters(name):
    return name[:-2] + name[-1] + name[-2]


def dropped_letter(name):
    middle = len(name) // 2
    return name[:middle] + name[middle + 1 :]


def doubled_letter(name):
    middle = len(name) // 2
    return name[:middle] + name[middle] + name[middle:]


SLIPS = {
    "two letters swapped": lambda g, f, d: (g, swapped_letters(f), d),
    "a letter dropped": lambda g, f, d: (g, dropped_letter(f), d),
    "a letter doubled": lambda g, f, d: (doubled_letter(g), f, d),
    "names the other way round": lambda g, f, d: (f, g, d),
    "a hyphen, an apostrophe or an accent left out": lambda g, f, d: (
        g.replace("Ł", "L"),
        f.replace("-", " ").replace("’", "").replace("ó", "o"),
        d,
    ),
    "no date known": lambda g, f, d: (g, swapped_letters(f), None),
    "day and month swapped": lambda g, f, d: (
        g,
        f,
        date(d.year, d.day, d.month) if d.day < 13 else d,
    ),
    "a year late": lambda g, f, d: (g, dropped_letter(f), d.replace(year=d.year + 1)),
    "a year early": lambda g, f, d: (swapped_letters(g), f, d.replace(year=d.year - 1)),
    "one digit": lambda g, f, d: (g, f, d.replace(day=d.day - 1 or 2)),
}


@pytest.fixture
def crowd():
    """A hundred and twenty other children, many alike to one another."""
    team, family = TeamFactory(), FamilyFactory()
    given = ("Robin", "Steven", "Kate", "Ahmed", "Sean", "Luke", "Asha", "Tom", "Neil", "Dan")
    names = (
        "Simple",
        "Connor",
        "Smith",
        "Hussey",
        "Donald",
        "West",
        "Begg",
        "Gerald",
        "Gall",
        "Stone",
    )
    for number in range(120):
        Child(
            family=family,
            team=team,
            case_number=f"20-{number:04d}",
            given_name=given[number % 10],
            family_name=names[number // 10 % 10],
            date_of_birth=date(2009 + number % 13, 1 + number % 12, 1 + number % 28),
        ).save()


def test_at_least_99_in_100_of_the_slips_are_found_in_the_first_five(crowd):
    missed, tried = [], 0
    children = {
        person: ChildFactory(given_name=person[0], family_name=person[1], date_of_birth=person[2])
        for person in PEOPLE
    }
    for person, child in children.items():
        for slip, make in SLIPS.items():
            given, family, born = make(*person)
            said = Particulars(given_name=given, family_name=family, date_of_birth=born)
            found = [one.child for one in find(said, among=Child.objects.all())]
            tried += 1
            if child not in found:
                missed.append((slip, given, family, born))

    assert tried == 100
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("Steven", "Stephen"),
        ("Kathryn", "Catherine"),
        ("Muhammad", "Mohammed"),
        ("Shivaun", "Siobhan"),
        ("Neve", "Niamh"),
        ("Shaun", "Sean"),
        ("Bob", "Robert"),
        ("Liz", "Elizabeth"),
    ],
)
def test_forms_of_the_same_name_find_one_another(said, held):
    child = ChildFactory(given_name=held, family_name="Placeholder")

    found = find(Particulars(given_name=said, family_name="Placeholder"), among=Child.objects.all())

    assert [one.child for one in found] == [child]


def test_a_child_is_found_by_an_alias_and_no_longer_when_it_goes():
    child = ChildFactory(given_name="Robyn", family_name="Sample")
    alias = Alias.objects.create(child=child, name="Wilhelmina Otherwise")
    asked = Particulars(given_name="Wilhelmina", family_name="Otherwise")

    assert [one.child for one in find(asked, among=Child.objects.all())] == [child]
    alias.delete()
    assert find(asked, among=Child.objects.all()) == []


def test_a_name_put_right_is_found_at_once_and_the_wrong_one_is_not():
    child = ChildFactory(given_name="Robyn", family_name="Wrongly")

    child.family_name = "Rightful"
    child.save()

    keys = set(NameKey.objects.filter(child=child).values_list("key", flat=True))
    assert "t:rightful" in keys
    assert "t:wrongly" not in keys


def test_an_unborn_child_is_found_under_the_mothers_name():
    child = ChildFactory(
        given_name="", family_name="Sample", date_of_birth=None, expected_on=date(2027, 1, 20)
    )
    mother = Person.objects.create(family=child.family, name="Joanne Tester")
    Relationship.objects.create(child=child, person=mother, kind="mother")

    found = find(Particulars(mother="Joan Tester"), among=Child.objects.all())

    assert [one.child for one in found] == [child]


def test_a_child_is_found_by_street_but_never_by_a_confidential_one():
    child = ChildFactory()
    Address.objects.create(child=child, lines="11 Sample Row", from_on=date(2026, 1, 5))
    hidden = ChildFactory()
    Address.objects.create(
        child=hidden, lines="7 Canary Mews", from_on=date(2026, 1, 5), is_confidential=True
    )

    assert [
        one.child for one in find(Particulars(address="Sample Row"), among=Child.objects.all())
    ] == [child]
    assert find(Particulars(address="Canary Mews"), among=Child.objects.all()) == []


def test_an_address_made_confidential_leaves_the_index():
    address = Address.objects.create(
        child=ChildFactory(), lines="11 Sample Row", from_on=date(2026, 1, 5)
    )
    address.is_confidential = True
    address.save()

    assert not NameKey.objects.filter(key__startswith="street").exists()


def test_a_child_one_may_not_see_changes_nothing_in_what_is_found():
    mine = ChildFactory(given_name="Robyn", family_name="Sample")
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    asked = Particulars(given_name="Robin", family_name="Sampel")

    def found():
        among = Child.objects.visible_to(worker)
        return [(one.child.pk, one.score) for one in find(asked, among=among)]

    before = found()
    for _ in range(6):
        ChildFactory(given_name="Robin", family_name="Sampel", team=TeamFactory(name="West team"))

    assert found() == before
    assert [pk for pk, _ in before] == [mine.pk]


@pytest.mark.parametrize("text", ["robin sampel", "Sample Robyn 3/4/2018", "26-9999"])
def test_one_line_searches_by_name_date_or_case_number(text):
    child = ChildFactory(
        given_name="Robyn",
        family_name="Sample",
        case_number="26-9999",
        date_of_birth=date(2018, 4, 3),
    )

    assert [one.child for one in find_by_text(text, among=Child.objects.all())] == [child]


SAID = Particulars(
    given_name="Robin",
    family_name="Sampel",
    date_of_birth=date(2018, 3, 4),
    address="Sample Row",
    school="Pear Tree Primary",
    mother="Jo",
)


def verdicts(held):
    return {row.field: (row.verdict, row.remark) for row in compare(SAID, held)}


def test_each_field_says_what_matches_and_what_nearly_does():
    held = Particulars(
        given_name="Robyn",
        family_name="Sample",
        date_of_birth=date(2018, 4, 3),
        address="11 Sample Row, Mockton",
        school="Pear Tree Primary",
        mother="Joanne Sample",
        known_as=("Bobby Sample",),
    )

    assert verdicts(held) == {
        "First name": (Verdict.NEAR, "sounds the same, one letter"),
        "Family name": (Verdict.NEAR, "two letters swapped"),
        "Date of birth": (Verdict.NEAR, "day and month swapped"),
        "Address": (Verdict.SAME, "same street"),
        "School": (Verdict.SAME, "same"),
        "Mother": (Verdict.SAME, "fits"),
        "Known as": (Verdict.NOTHING, "nothing to compare"),
    }


def test_each_field_says_what_differs_and_what_cannot_be_compared():
    held = Particulars(
        given_name="Robin",
        family_name="Elsewhere",
        date_of_birth=date(2013, 9, 21),
        address="2 Dummy Close, Mockton",
        school="Oak Lane High",
    )

    assert verdicts(held) == {
        "First name": (Verdict.SAME, "same"),
        "Family name": (Verdict.DIFFERENT, "different"),
        "Date of birth": (Verdict.DIFFERENT, "5 years older"),
        "Address": (Verdict.DIFFERENT, "different street"),
        "School": (Verdict.DIFFERENT, "different"),
        "Mother": (Verdict.NOTHING, "nothing to compare"),
        "Known as": (Verdict.NOTHING, "nothing to compare"),
    }


def test_the_whole_index_can_be_made_anew():
    child = ChildFactory(given_name="Robyn", family_name="Sample")
    before = set(NameKey.objects.values_list("key", flat=True))
    NameKey.objects.all().delete()

    index_all([child])

    assert set(NameKey.objects.values_list("key", flat=True)) == before
