"""The invented agencies and their people, with numbers from the ranges kept for fiction."""

from dataclasses import dataclass
from datetime import date

from cpms.accounts.demonstration import make_accounts
from cpms.accounts.models import User
from cpms.children.models import Agency, AgencyKind, Practitioner
from cpms.records.moves import write
from enquiries.directory.services import add_agency, add_number

K = AgencyKind

AGENCIES = {
    "social_care": ("Children’s Social Care", K.SOCIAL_CARE, "01632 960 100"),
    "police": ("Placeholder Police, Child Protection", K.POLICE, "01632 960 310"),
    "school_nursing": ("Prototype Health, School Nursing", K.HEALTH, "01632 960 370"),
    "health_visiting": ("Prototype Health, Health Visiting", K.HEALTH, "01632 960 380"),
    "midwifery": ("Prototype Hospital, Midwifery", K.HEALTH, "01632 960 390"),
    "sketch_lane": ("Sketch Lane Surgery", K.HEALTH, "01632 960 401"),
    "draft_street": ("Draft Street Medical Centre", K.HEALTH, "01632 960 402"),
    "pear_tree": ("Pear Tree Primary School", K.EDUCATION, "01632 960 118"),
    "template_road": ("Template Road Primary School", K.EDUCATION, "01632 960 121"),
    "example_high": ("Example High School", K.EDUCATION, "01632 960 124"),
    "nursery": ("Little Samples Nursery", K.EDUCATION, "01632 960 127"),
    "probation": ("Mockshire Probation", K.PROBATION, "01632 960 330"),
    "housing": ("Stencil Homes", K.HOUSING, "01632 960 340"),
    "refuge": ("Trial House Domestic Abuse Service", K.VOLUNTARY, "01632 960 350"),
    "advocacy": ("Young Voices of Mockshire", K.VOLUNTARY, "01632 960 351"),
    "interpreters": ("Mockshire Interpreters", K.OTHER, "01632 960 360"),
}
WITHOUT_NUMBER = ("Blueprint Counselling", K.VOLUNTARY)

# agency, name, job title, the account that signs in as this person
PEOPLE = {
    "police": ("police", "Dee Draft", "Detective constable", "partner-police"),
    "police_2": ("police", "Dan Dummett", "Detective sergeant", ""),
    "school_nurse": ("school_nursing", "Terry Mockford", "School nurse", "partner-health"),
    "school_nurse_2": ("school_nursing", "Ines Instance", "Named nurse", ""),
    "health_visitor": ("health_visiting", "Ana Mockup", "Health visitor", ""),
    "midwife": ("midwifery", "Bea Blueprint", "Safeguarding midwife", ""),
    "sketch_lane": ("sketch_lane", "Dr Imran Interim", "GP", ""),
    "draft_street": ("draft_street", "Dr Helen Holder", "GP", ""),
    "pear_tree": ("pear_tree", "Lindsay Fixture", "Designated safeguarding lead", "partner-school"),
    "template_road": ("template_road", "Ravi Rubric", "Head teacher", ""),
    "example_high": ("example_high", "Grace Gridley", "Designated safeguarding lead", ""),
    "nursery": ("nursery", "Poppy Pretend", "Nursery manager", ""),
    "probation": ("probation", "Marcus Mooted", "Probation officer", ""),
    "housing": ("housing", "Tess Tentative", "Tenancy officer", ""),
    "refuge": ("refuge", "Yvonne Yetto", "Domestic abuse adviser", ""),
    "advocate": ("advocacy", "Joss Judgefree", "Advocate for children", ""),
    "interpreter": ("interpreters", "Sana Speakwell", "Interpreter", ""),
}


@dataclass(frozen=True)
class Cast:
    """Everybody who takes part, found by a short name."""

    users: dict[str, User]
    agencies: dict[str, Agency]
    practitioners: dict[str, Practitioner]


def make_cast(on: date) -> Cast:
    """Make accounts, the directory of agencies, and who works there."""
    users = make_accounts()
    unit = users["unit"]
    agencies = {
        key: _agency(name, kind, number, on, unit) for key, (name, kind, number) in AGENCIES.items()
    }
    name, kind = WITHOUT_NUMBER
    agencies["counselling"] = add_agency(name=name, kind=kind, email="", by=unit)
    cast = Cast(users, agencies, {})
    for key, (agency, name, job_title, account) in PEOPLE.items():
        cast.practitioners[key] = _practitioner(cast, agency, name, job_title, users.get(account))
    return cast


def _agency(name: str, kind: str, number: str, on: date, unit: User) -> Agency:
    agency = add_agency(name=name, kind=kind, email=_address(name), by=unit)
    add_number(
        agency,
        number=number,
        label="Main office",
        source="the agency’s own site",
        today=on,
        by=unit,
    )
    return agency


def _practitioner(
    cast: Cast, agency: str, name: str, job_title: str, user: User | None
) -> Practitioner:
    entry = Practitioner(
        name=name,
        job_title=job_title,
        agency=cast.agencies[agency],
        email=user.email if user else _address(name),
        telephone=user.telephone if user else AGENCIES[agency][2],
        user=user,
    )
    write(entry, by=cast.users["unit"])
    return entry


def _address(name: str) -> str:
    """Return an address that no mail reaches: the domain is kept for examples."""
    words = "".join(letter if letter.isalnum() else " " for letter in name).lower().split()
    return f"{'.'.join(words)}@example.org"
