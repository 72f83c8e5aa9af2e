"""The addresses of children and the people round them."""

from django.urls import path

from cpms.children import views

urlpatterns = [
    path("children/", views.ChildrenPage.as_view(), name="children"),
    path("children/register/", views.RegisterFamily.as_view(), name="register-child"),
    path("children/<int:pk>/people/", views.PeoplePage.as_view(), name="child-people"),
    path("children/<int:pk>/people/add/", views.AddPerson.as_view(), name="add-person"),
    path(
        "children/<int:pk>/people/<int:person>/",
        views.ChangePerson.as_view(),
        name="change-person",
    ),
    path("children/<int:pk>/addresses/add/", views.AddAddress.as_view(), name="add-address"),
    path(
        "children/<int:pk>/particulars/",
        views.ChangeParticulars.as_view(),
        name="change-particulars",
    ),
    path("children/<int:pk>/cause/", views.RecordCause.as_view(), name="record-cause"),
    path("children/<int:pk>/allocate/", views.AllocateChild.as_view(), name="allocate-child"),
    path("children/<int:pk>/sibling/", views.RegisterSibling.as_view(), name="register-sibling"),
    path("children/<int:pk>/birth/", views.RecordBirth.as_view(), name="record-birth"),
    path("children/<int:pk>/close/", views.CloseCase.as_view(), name="close-case"),
    path("children/<int:pk>/reopen/", views.ReopenCase.as_view(), name="reopen-case"),
    path("addresses/<int:pk>/", views.AddressPage.as_view(), name="address"),
]
