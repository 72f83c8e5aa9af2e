"""The one refusal of an upload: a sentence for the person who chose the file."""


class NotAcceptable(Exception):  # noqa: N818 - a refusal, not an error
    """The file is not taken, and why; a form shows it beside the field."""
