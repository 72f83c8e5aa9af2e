"""The numbers of the register of procedures, so that a pack cannot cite one that is not there."""

LAST_NUMBER = {
    "ST": 14,  # strategy discussions and section 47
    "CF": 35,  # conferences
    "PL": 19,  # child protection plans
    "CG": 16,  # core groups
    "EN": 7,  # enquiries to the unit
    "MV": 5,  # moves, missing
    "LA": 9,  # looked-after children
    "CO": 4,  # complaints, appeals, escalation
    "FA": 4,  # children and families
    "MG": 4,  # management
}


def known_numbers() -> frozenset[str]:
    """Every number of the register: ST-01 to MG-04."""
    return frozenset(
        f"{part}-{number:02d}"
        for part, last in LAST_NUMBER.items()
        for number in range(1, last + 1)
    )
