"""Whether a text speaks of criminal convictions, which need the person's consent (CF-15)."""

import re

_WORDS = re.compile(
    r"\b(convict(?:ed|ion|ions)|criminal records?|previous offences?|cautioned|police cautions?"
    r"|sentenced|custodial|imprison(?:ed|ment)|prison|probation order|spent convictions?"
    r"|sex offenders?|pleaded guilty|found guilty)\b",
    re.IGNORECASE,
)


def mentions_a_conviction(text: str) -> bool:
    """Say whether the author must stop and confirm: the words may be innocent, so they decide."""
    return _WORDS.search(text) is not None
