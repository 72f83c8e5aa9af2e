"""How the invented families are written down: what is known of each before its story."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kid:
    """A child: age in months on the day the stories are told, or weeks until it is expected."""

    given_name: str
    sex: str
    months: int = 0
    school: str = ""
    expected_in_weeks: int = 0
    family_name: str = ""
    aliases: tuple[str, ...] = ()
    access_needs: str = ""


@dataclass(frozen=True)
class Adult:
    """An adult round the children; `of` names the children they are related to, all if empty."""

    name: str
    kind: str
    has_responsibility: bool = True
    of: tuple[str, ...] = ()
    lives_elsewhere: str = ""
    telephone: str = ""
    access_needs: str = ""


@dataclass(frozen=True)
class Household:
    """A family: who belongs to it, where it lives, what worries people about it."""

    name: str
    theme: str
    team: str
    kids: tuple[Kid, ...]
    adults: tuple[Adult, ...]
    street: str
    language: str = "English"
    is_confidential: bool = False
    besides: tuple[str, ...] = field(default_factory=tuple)

    @property
    def is_interpreter_needed(self) -> bool:
        """Say whether the adults need an interpreter."""
        return self.language != "English"
