"""The base of every page about a record, and of every page that changes one."""

from cpms.records.views.acts import CreateMoveView, MoveView, ServiceFormView
from cpms.records.views.lists import ListPage
from cpms.records.views.pages import Page, RecordPage

__all__ = ["CreateMoveView", "ListPage", "MoveView", "Page", "RecordPage", "ServiceFormView"]
