"""Which e-mail addresses of professionals are used at all (threat A6)."""

from django.conf import settings

# Where anybody can have a mailbox: a professional's work does not go there.
PRIVATE = frozenset(
    {
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "gmx.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
    }
)


def is_for_work(email: str) -> bool:
    """Say whether a professional may be written to at this address.

    Never at a private mailbox, and where the service names its partners' domains, at those
    and their parts only.
    """
    domain = email.rpartition("@")[2].lower()
    if not domain or domain in PRIVATE:
        return False
    allowed = [one.lower().lstrip("@.") for one in settings.PROFESSIONAL_DOMAINS]
    return not allowed or any(domain == one or domain.endswith(f".{one}") for one in allowed)
