"""Signing in as people do: by the page, from a browser that keeps its cookies."""

from django.test import Client

PASSWORD = "lantern-harbour-9"
WRONG = "not-the-password-1"


def with_password(user, password=PASSWORD):
    """Give a person a password and return them."""
    user.set_password(password)
    user.save()
    return user


def sign_in(client, username, password=PASSWORD, **extra):
    """Send the sign-in form."""
    return client.post("/accounts/login/", {"login": username, "password": password}, **extra)


def is_signed_in(client):
    """Say whether the browser's session still opens a page."""
    return client.get("/session/left/").status_code == 200


def browser(**headers):
    """A browser of its own."""
    return Client(**headers)
