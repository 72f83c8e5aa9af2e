// A visit on a phone that may lose its network. What is typed is kept in the browser, encrypted
// under a key that only a page of the same person, signed in, brings; it is sent when there is
// signal and then forgotten. The form's token lets it arrive once, however often it is sent.
// Without this file the form works by its own button.

const PREFIX = "cpms.visit.";
const RETRY_EVERY = 10_000; // milliseconds
const ONLY_HERE = ["csrfmiddlewaretoken"];

const holder = document.querySelector("[data-keep-key]");
const said = document.querySelector("[data-said]");
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (array) => btoa(String.fromCharCode(...array));

/** The entries of one person, each under its form's token, unreadable to anybody else. */
class Kept {
  constructor(key, owner) {
    this.owner = owner;
    this.key = crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  async put(token, entry) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(entry));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key, plain);
    const row = { owner: this.owner, iv: text(iv), data: text(new Uint8Array(data)) };
    localStorage.setItem(PREFIX + token, JSON.stringify(row));
  }

  drop(token) {
    localStorage.removeItem(PREFIX + token);
  }

  async all() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    const rows = names.map((name) => [name.slice(PREFIX.length), JSON.parse(localStorage[name])]);
    const own = rows.filter(([, row]) => row.owner === this.owner);
    const opened = own.map(async ([token, row]) => ({ token, ...(await this.open(row)) }));
    return (await Promise.allSettled(opened)).flatMap((one) => one.value ?? []);
  }

  async open({ iv, data }) {
    const how = { name: "AES-GCM", iv: bytes(iv) };
    const plain = await crypto.subtle.decrypt(how, await this.key, bytes(data));
    return JSON.parse(new TextDecoder().decode(plain));
  }
}

/** Send an entry; say what became of it: sent, refused, signed out, or no signal. */
async function send(entry) {
  const page = await ask(entry.address);
  if (!page.ok) return page;
  const body = new URLSearchParams([...entry.fields, ["csrfmiddlewaretoken", tokenIn(page.html)]]);
  return ask(entry.address, { method: "POST", body });
}

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, { cache: "no-store", ...options });
  } catch {
    return { outcome: "no signal" };
  }
  if (response.url.includes("/accounts/")) return { outcome: "signed out" };
  const html = await response.text();
  if (response.ok) return { ok: true, outcome: "sent", html, url: response.url };
  return { outcome: response.status === 422 ? "refused" : "not possible", html };
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const tokenIn = (html) => parsed(html).querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

const WORDS = {
  "no signal": "No signal. The visit is kept on this phone and goes by itself when there is.",
  "signed out": "You are signed out. The visit is kept on this phone: sign in again and open Visits.",
  "not possible": "The service could not take the visit now. It is kept on this phone.",
};

/** Say something, with buttons if need be: [words, act]. */
function say(words, ...buttons) {
  if (!said) return;
  said.replaceChildren(...(words ? [Object.assign(document.createElement("p"), { textContent: words })] : []));
  for (const [label, act] of buttons) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label, onclick: act });
    button.className = "govuk-button govuk-button--secondary";
    said.append(button);
  }
  said.hidden = !words;
}

/** The form of one visit: kept as it is typed, sent when it is saved. */
class Entry {
  constructor(form, kept) {
    Object.assign(this, { kept, isSending: false });
    this.listen(form);
    addEventListener("online", () => this.isSaved && this.save());
    setInterval(() => this.isSaved && this.save(), RETRY_EVERY);
  }

  listen(form) {
    this.form = form;
    form.addEventListener("input", () => this.keep().catch(() => {}));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.isSaved = true;
      this.save();
    });
  }

  get token() {
    return this.form.elements.form_token.value;
  }

  get address() {
    return new URL(this.form.action).pathname;
  }

  entry() {
    const fields = [...new FormData(this.form)].filter(([name]) => !ONLY_HERE.includes(name));
    return { address: this.address, isSaved: Boolean(this.isSaved), fields };
  }

  async keep() {
    await this.kept.put(this.token, this.entry());
    if (this.isDone) return this.kept.drop(this.token);
    document.querySelector("[data-kept]").textContent = "✓ Kept on this phone";
  }

  /** What this person typed here before, and the service has not got. */
  async restore() {
    const mine = (await this.kept.all()).find((one) => one.address === this.address);
    if (!mine || mine.token === this.token) return;
    for (const control of this.form.elements) {
      if (!control.name || ONLY_HERE.includes(control.name)) continue;
      const values = mine.fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values[0];
    }
    say("This was kept on this phone, and is not recorded yet.", ["Start afresh", () => this.forget()]);
    this.isSaved = mine.isSaved;
    if (this.isSaved) await this.save();
  }

  forget() {
    this.kept.drop(this.token);
    location.replace(this.address);
  }

  async save() {
    if (this.isSending) return;
    this.isSending = true;
    try {
      await this.keep();
      this.answered(await send(this.entry()));
    } finally {
      this.isSending = false;
    }
  }

  answered(answer) {
    if (answer.outcome === "sent") {
      this.isDone = true;
      this.kept.drop(this.token);
      location.assign(answer.url);
    } else if (answer.outcome === "refused") {
      this.isSaved = false;
      this.show(answer.html);
    } else {
      say(WORDS[answer.outcome]);
    }
  }

  /** The service's own page, with its reasons and every word as it was typed. */
  show(html) {
    const main = parsed(html).querySelector("main");
    document.querySelector(".visit").replaceWith(main.querySelector(".visit"));
    this.listen(document.querySelector(".visit form"));
    const summary = document.querySelector(".govuk-error-summary");
    summary?.setAttribute("tabindex", "-1");
    summary?.focus();
    this.keep();
  }
}

/** On the list of visits: send what waits, and say what could not be. */
async function sendWaiting(kept) {
  for (const entry of (await kept.all()).filter((one) => one.isSaved)) {
    const { outcome } = await send(entry);
    if (outcome === "sent") {
      kept.drop(entry.token);
      location.reload();
    } else if (outcome === "refused") {
      say("A visit kept on this phone could not be recorded.", ["See why", () => location.assign(entry.address)]);
    } else {
      say(WORDS[outcome]);
    }
  }
}

if (holder && window.crypto?.subtle) {
  const kept = new Kept(holder.dataset.keepKey, holder.dataset.keepOwner);
  if (holder.tagName === "FORM") {
    new Entry(holder, kept).restore();
  } else {
    sendWaiting(kept);
    addEventListener("online", () => sendWaiting(kept));
  }
}
