// Warns before the session ends, keeps what was typed, and then leaves the page: a desk may be
// shared. Without this file the service does the same at the next press of a button.
const line = document.querySelector("[data-session]");
const warning = document.querySelector("[data-session-warning]");
const WARN_AT = 180; // seconds before the end
const LEAVE_AT = 15;

let endsAt = Date.now() + Number(line.dataset.left) * 1000;

function left() {
  return Math.round((endsAt - Date.now()) / 1000);
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Another window may have kept the session alive: the service knows. */
async function ask() {
  const response = await fetch(line.dataset.ask, { redirect: "manual" });
  if (response.ok) endsAt = Date.now() + (await response.json()).left * 1000;
}

async function stay() {
  await fetch(line.dataset.stay, {
    method: "POST",
    redirect: "manual",
    headers: { "X-CSRFToken": token() },
  });
  await ask();
  warning.hidden = true;
}

function isChanged(field) {
  if (field.type === "hidden" || field.type === "password" || field.type === "file") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return "defaultValue" in field && field.value !== field.defaultValue;
}

/** Hand over what was typed, and end the session: the service keeps the one and ends the other. */
async function keepTyped() {
  const forms = [...document.querySelectorAll("form[method=post]")];
  const typed = forms.find((form) => [...form.elements].some(isChanged));
  const body = new URLSearchParams();
  for (const [name, value] of typed ? new FormData(typed) : []) {
    if (typeof value === "string") body.append(name, value);
  }
  await fetch(line.dataset.keep, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { "X-CSRFToken": token(), "X-Kept-For": typed ? new URL(typed.action).pathname : location.pathname },
  });
}

async function leave() {
  window.clearInterval(watch);
  await keepTyped().catch(() => {});
  const back = encodeURIComponent(location.pathname + location.search);
  location.replace(`${line.dataset.signIn}?why=inactive&next=${back}`);
}

async function look() {
  if (left() > WARN_AT) return;
  await ask().catch(() => {});
  warning.hidden = left() > WARN_AT;
  if (left() <= LEAVE_AT) await leave();
}

warning.querySelector("button").addEventListener("click", () => stay().catch(() => {}));
const watch = window.setInterval(look, 5000);
