// Passkeys: the browser's own ceremony, between a form's options and its hidden field.
function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The service writes bytes as text; the browser wants bytes. */
function unpacked(options) {
  const key = { ...options.publicKey };
  key.challenge = bytes(key.challenge);
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return { publicKey: key };
}

function packed(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = credential.response[name];
    if (value) response[name] = text(value);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/** A passkey that signs in alone must be found by the device and ask for its owner. */
function demanding(options, form) {
  const isAlone = form.querySelector("input[name=passwordless]")?.checked ?? false;
  const key = options.publicKey;
  key.authenticatorSelection = {
    ...key.authenticatorSelection,
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    ...(isAlone ? { userVerification: "required" } : {}),
  };
  return options;
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options;
}

async function perform(form) {
  const options = unpacked(await optionsOf(form));
  const isNew = form.dataset.passkey === "create";
  const credential = isNew
    ? await navigator.credentials.create(demanding(options, form))
    : await navigator.credentials.get(options);
  form.querySelector("input[name=credential]").value = JSON.stringify(packed(credential));
  form.submit();
}

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    perform(form).catch(() => {
      form.querySelector("[data-passkey-trouble]").hidden = false;
    });
  });
});
