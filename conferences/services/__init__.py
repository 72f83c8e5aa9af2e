"""Acts on conferences that take more than one row: each one transaction, asked of no page."""

from conferences.services.requesting import request_conference

__all__ = ["request_conference"]
