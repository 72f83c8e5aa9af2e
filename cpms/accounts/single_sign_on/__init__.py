"""Signing in with the council's own account, by OpenID Connect (Microsoft Entra ID).

Stricter than the library's own provider: the token's signature is always verified, it must
answer the nonce of this very sign-in, and who has no account here is refused.
"""
