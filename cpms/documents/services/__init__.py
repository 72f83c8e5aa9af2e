"""Making letters, taking them back, correcting them, and noting that they were posted."""

from cpms.documents.services.circulating import circulate
from cpms.documents.services.copying import issue_copy
from cpms.documents.services.posting import post
from cpms.documents.services.recalling import correct, recall

__all__ = ["circulate", "correct", "issue_copy", "post", "recall"]
