"""Who walks the road: the accounts of the demonstration, and the agencies they work for."""

from datetime import date

from cpms.accounts.demonstration import make_accounts
from cpms.children.models import Agency, AgencyKind, DirectoryNumber, Practitioner

SCHOOL = "Pear Tree Primary School"
SCHOOL_NUMBER = "01632 960 118"
POLICE = "Police: Dee Draft, Detective constable, Mockshire Police"
HEALTH = "Health: Terry Mockford, School nurse, Mockshire School Nursing"
WORKPLACES = {
    "partner-police": ("Mockshire Police", AgencyKind.POLICE),
    "partner-health": ("Mockshire School Nursing", AgencyKind.HEALTH),
    "partner-school": (SCHOOL, AgencyKind.EDUCATION),
}


def meet():
    """Make the accounts, the partners' entries in the directory, and the school's number."""
    accounts = make_accounts()
    for username, (agency, kind) in WORKPLACES.items():
        user = accounts[username]
        Practitioner.objects.create(
            name=user.name,
            job_title=user.job_title,
            agency=Agency.objects.create(name=agency, kind=kind),
            email=user.email,
            telephone=user.telephone,
            user=user,
        )
    DirectoryNumber.objects.create(
        agency=Agency.objects.get(name=SCHOOL),
        number=SCHOOL_NUMBER,
        verified_on=date(2026, 11, 2),
        verified_by=accounts["unit"],
        source="the school register",
    )
