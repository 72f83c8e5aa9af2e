"""The addresses of the day."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from conferences.views import attending, day, deciding, minutes
from conferences.views.part_pages import PAGES


class Part(StringConverter):
    """A part of a decision."""

    regex = "|".join(PAGES)


class Outcome(StringConverter):
    """A way to close a decision."""

    regex = "make_plan|make_no_plan|continue_plan|end_plan|defer"


register_converter(Part, "part")
register_converter(Outcome, "outcome")

urlpatterns = [
    path("conferences/<int:pk>/day/", day.DayPage.as_view(), name="conference-day"),
    path("conferences/<int:pk>/day/panel/", day.DayPanel.as_view(), name="conference-day-panel"),
    path("conferences/<int:pk>/open/", day.Open.as_view(), name="conference-open"),
    path("conferences/<int:pk>/stand-down/", day.StandDown.as_view(), name="conference-stand-down"),
    path("conferences/<int:pk>/hold/", day.Hold.as_view(), name="conference-hold"),
    path("conferences/<int:pk>/attendance/add/", attending.Add.as_view(), name="attendance-add"),
    path(
        "conferences/<int:pk>/attendance/<int:invitation>/",
        attending.Mark.as_view(),
        name="attendance-mark",
    ),
    path(
        "conferences/<int:pk>/attendance/<int:invitation>/describe/",
        attending.Describe.as_view(),
        name="attendance-describe",
    ),
    path("conferences/<int:pk>/minutes/add/", minutes.AddPassage.as_view(), name="passage-add"),
    path(
        "conferences/<int:pk>/minutes/<int:passage>/", minutes.Save.as_view(), name="passage-save"
    ),
    path(
        "conferences/<int:pk>/minutes/<int:passage>/autosave/",
        minutes.Autosave.as_view(),
        name="passage-autosave",
    ),
    path(
        "conferences/<int:pk>/minutes/<int:passage>/wordings/",
        minutes.Wordings.as_view(),
        name="passage-wordings",
    ),
    path(
        "decisions/<int:pk>/view/<int:invitation>/",
        deciding.GiveView.as_view(),
        name="decision-view",
    ),
    path(
        "decisions/<int:pk>/view/<int:invitation>/take-back/",
        deciding.TakeBackView.as_view(),
        name="decision-view-take-back",
    ),
    path("decisions/<int:pk>/close/", deciding.Close.as_view(), name="decision-close"),
    path(
        "decisions/<int:pk>/review/",
        deciding.ReviewOverride.as_view(),
        name="decision-review-override",
    ),
    path(
        "decisions/<int:pk>/settle/<part:part>/", deciding.Settle.as_view(), name="decision-settle"
    ),
    path(
        "decisions/<int:pk>/decide/<outcome:move>/",
        deciding.Decide.as_view(),
        name="decision-decide",
    ),
]
