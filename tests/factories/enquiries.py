"""Enquiries at each point of their way, made by the desk's own moves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory

from cpms.accounts.permissions import Role
from cpms.children.models import Agency, AgencyKind, DirectoryNumber
from cpms.records.moves import write
from enquiries import services
from tests.factories.accounts import UserFactory

LONDON = ZoneInfo("Europe/London")
RANG_AT = datetime(2026, 11, 24, 14, 6, tzinfo=LONDON)


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ("name",)

    name = "Pear Tree Primary School"
    kind = AgencyKind.EDUCATION


class DirectoryNumberFactory(factory.django.DjangoModelFactory):
    """A number checked on 2 November 2026, long before anybody rang."""

    class Meta:
        model = DirectoryNumber

    agency = factory.SubFactory(SchoolFactory)
    number = "01632 960 118"
    verified_on = date(2026, 11, 2)
    verified_by = factory.SubFactory(UserFactory, role=Role.UNIT_OFFICER)
    source = "the school register"

    @classmethod
    def _create(cls, model_class, *args, entered_at=None, **kwargs):
        number = model_class(**kwargs)
        write(number, by=number.verified_by)
        on_2_november = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
        number.history.update(history_date=entered_at or on_2_november)
        return number


def officer(**kwargs):
    return UserFactory(role=Role.UNIT_OFFICER, **kwargs)


def received(by=None, **caller):
    """A call that came in from a school at six minutes past two."""
    given = {
        "caller_name": "Lindsay Fixture",
        "caller_job_title": "Designated safeguarding lead",
        "caller_number": "07700 900 461",
        **caller,
    }
    if "agency" not in given:
        given["agency"] = SchoolFactory()
    return services.receive(caller=given, is_public=False, at=RANG_AT, by=by or officer())


def number_chosen(by=None, **caller):
    enquiry = received(by, **caller)
    number = DirectoryNumber.objects.filter(agency=enquiry.agency).first()
    number = number or DirectoryNumberFactory(agency=enquiry.agency)
    return services.choose_number(enquiry, number=number, by=by or enquiry.received_by)


def called_back(by=None, **caller):
    enquiry = number_chosen(by, **caller)
    return services.call_back(
        enquiry,
        call_answered_by="Reception put us through",
        is_confirmed=True,
        by=by or enquiry.received_by,
    )


SAID = {"said_given_name": "Robin", "said_family_name": "Sampel"}


def searched(by=None, said=None, **caller):
    enquiry = called_back(by, **caller)
    return services.search(enquiry, said=said or SAID, by=by or enquiry.received_by)


def identified(child=None, by=None, same_as=None, said=None, **caller):
    if child and not said:
        said = {"said_given_name": child.given_name, "said_family_name": child.family_name}
    enquiry = searched(by, said=said, **caller)
    return services.decide(
        enquiry,
        child=child,
        same_as=same_as,
        why="Same school and street",
        by=by or enquiry.received_by,
    )


def answered(child=None, by=None, **kwargs):
    enquiry = identified(child, by, **kwargs)
    shown = services.outcome_of(enquiry)
    return services.answer(enquiry, shown=shown, advice="", by=by or enquiry.received_by)
