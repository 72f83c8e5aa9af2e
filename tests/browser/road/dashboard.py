"""Step nine: what is late stands on the manager's dashboard, and is gone when it is done."""

LATE = "Decision and outline plan to all invited"


def the_manager_sees_that_the_decision_letters_are_late(somebody):
    somebody.on("2026-12-10 08:30")
    somebody.sign_in("team-manager")
    somebody.follow("Dashboard")
    somebody.sees(LATE, within=late(somebody))


def the_dashboard_is_silent_about_them(somebody):
    somebody.sign_in("team-manager")
    somebody.follow("Dashboard")
    somebody.does_not_see(LATE, within=late(somebody))


def late(somebody):
    return somebody.page.get_by_role("region", name="Late now: whose, why, who to call")
