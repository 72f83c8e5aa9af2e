// The page of a conference on its day: minutes that save themselves, and parts that stay live.
// Without this file every form of the page works by its own button. Nothing typed is ever kept
// in the browser's storage: it stays in the page until the service has it.

const SAVE_AFTER = 3000; // milliseconds without a key
const SAVE_AT_LEAST = 8000; // ... or at the latest, while somebody types on
const REFRESH_EVERY = 5000;

// What shows the service that a request comes from its own page; renewed with the live parts,
// because it changes when somebody signs in again in another window.
let token = tokenIn(document);

function tokenIn(page) {
  return page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
}

/** One passage: its box, what the service has, and what is still to be sent. */
class Passage {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("textarea[name=text]");
    this.version = form.querySelector("input[name=version]");
    this.words = form.querySelector(".save__words");
    this.clash = form.querySelector(".clash");
    this.saved = this.box.value;
    this.isSending = false;
    this.isHeld = false;
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("blur", () => this.save());
    this.clash.addEventListener("click", (event) => this.settle(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
  }

  get isUnsaved() {
    return this.box.value !== this.saved;
  }

  say(text, isTrouble = false) {
    if (this.words.textContent !== text) this.words.textContent = text;
    this.words.classList.toggle("save__words--trouble", isTrouble);
  }

  typed() {
    window.clearTimeout(this.soon);
    this.soon = window.setTimeout(() => this.save(), SAVE_AFTER);
    this.latest ??= window.setTimeout(() => this.save(), SAVE_AT_LEAST);
  }

  async save() {
    window.clearTimeout(this.soon);
    window.clearTimeout(this.latest);
    this.latest = undefined;
    if (!this.isUnsaved || this.isSending || this.isHeld) return;
    const text = this.box.value;
    this.isSending = true;
    try {
      await this.answered(await this.send(text), text);
    } catch {
      this.say("Not saved: the service does not answer. Your words are still here.", true);
      this.typed();
    } finally {
      this.isSending = false;
      if (this.isUnsaved && !this.isHeld) this.typed();
    }
  }

  send(text) {
    const body = new URLSearchParams({ text, version: this.version.value });
    return fetch(this.form.dataset.autosave, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "X-CSRFToken": token, Accept: "application/json" },
    });
  }

  async answered(response, text) {
    if (response.type === "opaqueredirect" || response.status === 403) {
      this.say("Not saved: you are signed out. Sign in in another window; your words stay here.", true);
      return;
    }
    const answer = await response.json();
    if (response.status === 409) {
      this.showClash(answer);
    } else if (!response.ok) {
      this.say(`Not saved. ${answer.refusal ?? ""}`, true);
    } else {
      this.version.value = answer.version;
      this.saved = text;
      this.say(`Saved ${answer.saved}`);
    }
  }

  /** Somebody else saved this passage: both wordings are shown, and nothing is sent meanwhile. */
  showClash(answer) {
    this.isHeld = true;
    this.theirs = answer;
    this.clash.querySelector(".clash__who").textContent = answer.by;
    this.clash.querySelector(".clash__theirs").value = answer.text;
    this.clash.hidden = false;
    this.say("Not saved: somebody else saved here too. Choose below.", true);
  }

  settle(event) {
    const choice = event.target.closest("[data-clash]")?.dataset.clash;
    if (!choice) return;
    const mine = this.box.value;
    if (choice === "both") this.box.value = `${this.theirs.text}\n\n${mine}`;
    if (choice === "theirs") this.box.value = this.theirs.text;
    this.version.value = this.theirs.version;
    this.saved = this.theirs.text;
    this.isHeld = false;
    this.clash.hidden = true;
    this.box.focus();
    this.say(this.isUnsaved ? "Saving…" : `Saved ${this.theirs.saved}`);
    this.save();
  }

  /** The service has a newer wording: take it where nobody types here. */
  async hear(version, writer) {
    const other = this.form.closest("li").querySelector(".other");
    if (other) {
      other.hidden = !writer;
      other.querySelector(".other__who").textContent = writer;
    }
    const isBusy = this.isUnsaved || this.isSending || this.isHeld;
    if (isBusy || version <= Number(this.version.value)) return;
    const response = await fetch(this.form.dataset.autosave, { redirect: "manual" });
    if (!response.ok || this.isUnsaved) return;
    const answer = await response.json();
    this.box.value = this.saved = answer.text;
    this.version.value = answer.version;
    this.say(`${answer.by} saved ${answer.saved}`);
  }
}

const passages = new Map();
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  passages.set(form.dataset.passage, new Passage(form));
});

window.addEventListener("beforeunload", (event) => {
  const unsaved = [...passages.values()].filter((passage) => passage.isUnsaved);
  unsaved.forEach((passage) => passage.save());
  if (unsaved.length) event.preventDefault();
});

/** Put fresh content into a live part, unless somebody is using it; say whether it was put. */
function refresh(part, fresh) {
  if (!part || part.contains(document.activeElement)) return false;
  const opened = [...part.querySelectorAll("details[open][id]")].map((details) => details.id);
  part.innerHTML = fresh;
  opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  return true;
}

const shown = new Map();

async function look() {
  if (document.hidden) return;
  const response = await fetch(`${window.location.pathname}panel/`, { redirect: "manual" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  token = tokenIn(page) ?? token;
  page.querySelectorAll("[data-for]").forEach((fresh) => {
    const name = fresh.dataset.for;
    const plain = fresh.innerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
    if (shown.get(name) === plain) return;
    if (refresh(document.getElementById(name), fresh.innerHTML)) shown.set(name, plain);
  });
  page.querySelectorAll("[data-passage]").forEach((mark) => {
    passages.get(mark.dataset.passage)?.hear(Number(mark.dataset.version), mark.dataset.writer);
  });
}

if (document.querySelector("[data-live]")) {
  window.setInterval(() => look().catch(() => {}), REFRESH_EVERY);
}
