"""Every list: filters in the address, the same as a file, views that a person keeps."""

import csv
from io import StringIO

import pytest

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.design.spreadsheets import csv_file, safe
from cpms.records.models import SavedView
from tests.factories import ChildFactory, TeamFactory, UserFactory

CHILDREN = "/children/"


def cells(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


@pytest.fixture
def worker(client):
    user = UserFactory()
    client.force_login(user)
    return user


class TestTheFile:
    """A13: no cell of a file is run by a spreadsheet, and every value can still be read."""

    @pytest.mark.parametrize(
        "start",
        ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\ufeff@", " =", "\u00a0=", "\u200b+", "|", "%",
         "\uff1d", "\x00="],
    )  # fmt: skip
    def test_what_begins_like_a_formula_is_text_whatever_stands_before_it(self, start):
        assert safe(f"{start}SUM(1)") == f"'{start}SUM(1)"

    @pytest.mark.parametrize("cell", ["Robin Demo", "Smith-Jones", "4 = four", "", "O'Neill"])
    def test_an_ordinary_cell_stays_as_it_is(self, cell):
        assert safe(cell) == cell

    def test_a_number_stays_a_number_and_nothing_is_empty(self):
        assert (safe(-3), safe(None)) == (-3, "")

    def test_every_value_can_be_read_behind_its_mark(self):
        names = ['=HYPERLINK("x")', "\t=1+1", "\ufeff@SUM", "+44 20", "|calc", "%0A=1"]

        rows = cells(csv_file("names", ["Name"], [[name] for name in names]))

        assert [row[0] for row in rows[1:]] == [f"'{name}" for name in names]

    def test_it_is_saved_and_not_shown_and_says_its_letters(self):
        response = csv_file("names", ["Name"], [["Zoë"]])

        assert response["Content-Disposition"] == 'attachment; filename="names.csv"'
        assert response.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db
class TestSavingAList:
    def test_the_file_holds_every_page_of_what_the_filters_leave(self, client, worker):
        for number in range(26):
            ChildFactory(given_name=f"Child{number:02d}")
        ChildFactory(given_name="Wren", family_name="Other")

        rows = cells(client.get(f"{CHILDREN}?q=demo&as=csv"))

        assert len(rows) == 27
        assert rows[0][:2] == ["Case number", "Name"]
        assert rows[26][1] == "Child25 Demo"

    def test_each_child_in_it_is_written_down_as_looked_at(self, client, worker):
        children = [ChildFactory(), ChildFactory()]
        ChildFactory(team=TeamFactory(name="West team"))

        client.get(f"{CHILDREN}?as=csv")

        assert sorted(Look.objects.values_list("child_id", "page")) == [
            (child.pk, "Children, saved as a file") for child in children
        ]

    def test_a_child_out_of_sight_is_not_in_it(self, client, worker):
        ChildFactory(given_name="Hidden", team=TeamFactory(name="West team"))

        assert "Hidden" not in client.get(f"{CHILDREN}?as=csv").content.decode()

    def test_a_name_that_is_a_formula_is_text(self, client, worker):
        ChildFactory(given_name="=1+1")

        assert cells(client.get(f"{CHILDREN}?as=csv"))[1][1] == "'=1+1 Demo"

    def test_who_may_not_see_the_list_gets_no_file(self, client):
        client.force_login(UserFactory(role=Role.ADMINISTRATOR))

        assert client.get(f"{CHILDREN}?as=csv").status_code == 403


@pytest.mark.django_db
class TestSavedViews:
    def save(self, client, name, address="?q=demo&page=2"):
        return client.post(f"{CHILDREN}{address}", {"name": name})

    def test_the_filters_are_kept_under_a_name_without_the_page(self, client, worker):
        response = self.save(client, "My Demos")

        assert response["Location"] == f"{CHILDREN}?q=demo"
        view = SavedView.objects.get()
        assert (view.user, view.page, view.name, view.query) == (
            worker, "Children", "My Demos", "q=demo"
        )  # fmt: skip
        assert '<a href="/children/?q=demo"' in client.get(CHILDREN).content.decode()

    def test_a_name_used_again_is_given_to_the_new_filters(self, client, worker):
        self.save(client, "Mine")
        self.save(client, "Mine", "?state=closed")

        assert SavedView.objects.get().query == "state=closed"

    def test_without_a_name_it_is_refused_and_nothing_is_kept(self, client, worker):
        response = self.save(client, " ")

        assert response.status_code == 422
        assert "Give the view a name" in response.content.decode()
        assert not SavedView.objects.exists()

    def test_nobody_sees_or_forgets_anothers(self, client, worker):
        other = SavedView.objects.create(user=UserFactory(), page="Children", name="Theirs")

        client.post(CHILDREN, {"forget": other.pk})

        assert SavedView.objects.get() == other
        assert "Theirs" not in client.get(CHILDREN).content.decode()

    def test_ones_own_is_forgotten(self, client, worker):
        self.save(client, "Mine")

        client.post(CHILDREN, {"forget": SavedView.objects.get().pk})

        assert not SavedView.objects.exists()

    @pytest.mark.parametrize("sent", [{"forget": "x"}, {"name": "n" * 61}, {}])
    def test_a_bent_form_changes_nothing(self, client, worker, sent):
        assert client.post(CHILDREN, sent).status_code in (302, 422)
        assert not SavedView.objects.exists()
