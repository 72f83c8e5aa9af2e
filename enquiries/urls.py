"""The addresses of the enquiry desk and of the directory."""

from django.urls import path

from enquiries.directory import views as directory
from enquiries.views import calls, desk, follow_ups, lists, steps

urlpatterns = [
    path("enquiries/", lists.EnquiryList.as_view(), name="enquiries"),
    path("enquiries/new/", calls.TakeCall.as_view(), name="take_call"),
    path("enquiries/<int:pk>/", desk.EnquiryPage.as_view(), name="enquiry"),
    path("enquiries/<int:pk>/caller/", calls.CorrectCaller.as_view(), name="correct_caller"),
    path("enquiries/<int:pk>/number/", steps.ChooseNumber.as_view(), name="choose_number"),
    path("enquiries/<int:pk>/call-back/", steps.CallBack.as_view(), name="call_back"),
    path("enquiries/<int:pk>/no-answer/", steps.Miss.as_view(), name="miss_call_back"),
    path("enquiries/<int:pk>/search/", steps.Search.as_view(), name="search_enquiry"),
    path("enquiries/<int:pk>/match/", steps.Decide.as_view(), name="decide_match"),
    path("enquiries/<int:pk>/match/settle/", steps.Settle.as_view(), name="settle_match"),
    path("enquiries/<int:pk>/match/again/", steps.Reconsider.as_view(), name="reconsider_match"),
    path("enquiries/<int:pk>/answer/", steps.Answer.as_view(), name="answer_enquiry"),
    path("enquiries/<int:pk>/close/", steps.Close.as_view(), name="close_enquiry"),
    path("enquiries/<int:pk>/rang-off/", calls.RingOff.as_view(), name="ring_off"),
    path("enquiries/<int:pk>/public/", calls.RefusePublic.as_view(), name="refuse_public"),
    path("enquiries/<int:pk>/no-number/", calls.RefuseNoNumber.as_view(), name="refuse_no_number"),
    path(
        "enquiries/<int:pk>/not-confirmed/",
        calls.RefuseNotAuthenticated.as_view(),
        name="refuse_not_authenticated",
    ),
    path(
        "enquiries/follow-ups/<int:pk>/",
        follow_ups.FollowUpPage.as_view(),
        name="enquiry_follow_up",
    ),
    path(
        "enquiries/follow-ups/<int:pk>/discuss/",
        follow_ups.Discuss.as_view(),
        name="discuss_follow_up",
    ),
    path(
        "enquiries/follow-ups/<int:pk>/finish/",
        follow_ups.Finish.as_view(),
        name="finish_follow_up",
    ),
    path("directory/", directory.Directory.as_view(), name="directory"),
    path("directory/new/", directory.AddAgency.as_view(), name="add_agency"),
    path("directory/<int:pk>/", directory.AgencyPage.as_view(), name="agency"),
    path("directory/<int:pk>/numbers/new/", directory.AddNumber.as_view(), name="add_number"),
    path(
        "directory/numbers/<int:pk>/check/",
        directory.VerifyNumber.as_view(),
        name="verify_number",
    ),
    path(
        "directory/numbers/<int:pk>/withdraw/",
        directory.WithdrawNumber.as_view(),
        name="withdraw_number",
    ),
]
