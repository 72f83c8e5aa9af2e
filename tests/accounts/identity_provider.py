"""A council's sign-in for the tests: discovery, authorisation, tokens and keys over real HTTP.

It signs with RS256, insists on PKCE and the client's secret, and can be told to lie.
"""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "cpms-client", "cpms-client-secret"


class IdentityProvider:
    """One provider. `says` changes the token's claims, `lies` how the token is made."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "subject-1", "email": "sam@council.example", "name": "Sam"}
        self.says, self.lies, self.asked, self.codes = {}, {}, [], {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self.address = f"http://127.0.0.1:{self.server.server_port}/tenant/v2.0"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def token(self, nonce):
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
        } | self.person | self.says  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.lies.get("alg") == "none":
            return jwt.encode(claims, None, "none", headers={"kid": "1"})
        if self.lies.get("alg") == "HS256":
            return jwt.encode(claims, "k" * 32, "HS256", headers={"kid": "1"})
        key = self.key
        if self.lies.get("key"):
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return jwt.encode(claims, key, "RS256", headers={"kid": self.lies.get("kid", "1")})

    def get(self, path, asked):
        """Answer a GET: the status, and a document or where to go."""
        if path.endswith("openid-configuration"):
            return 200, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path.endswith("/keys"):
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]}
        self.asked.append(asked)
        code = f"code-{len(self.asked)}"
        self.codes[code] = asked
        back = {"error": "access_denied"} if self.lies.get("cancel") else {"code": code}
        return 302, f"{asked['redirect_uri']}?{urlencode(back | {'state': asked['state']})}"

    def post(self, sent):
        """Answer the request for a token, if it is the one that was begun, by its beginner."""
        asked = self.codes.pop(sent.get("code"), {})
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_begun = asked.get("code_challenge_method") == "S256"
        is_begun = is_begun and asked.get("code_challenge") == challenge
        if not is_begun or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return 400, {"error": "invalid_grant"}
        found = {"access_token": "access", "token_type": "Bearer", "expires_in": 300}
        if not self.lies.get("no_token"):
            found["id_token"] = self.token(asked.get("nonce"))
        return 200, found


def handler_for(provider):
    """The provider's answers as HTTP."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_arguments):
            pass

        def answer(self, status, content):
            body = b"" if status == 302 else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if status == 302:
                self.send_header("Location", content)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            place = urlsplit(self.path)
            self.answer(*provider.get(place.path, dict(parse_qsl(place.query))))

        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(*provider.post(dict(parse_qsl(sent))))

    return Handler
