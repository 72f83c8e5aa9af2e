// Starts the design systems' scripts and the few of our own. Every page works without them.
import { initAll as initGovUk } from "./govuk-frontend.min.js";
import { initAll as initMoj } from "./moj-frontend.min.js";

const TYPING = "input, textarea, select, [contenteditable]";

/** The key "/" goes to the search in the header, unless somebody is typing. */
function focusSearchOnSlash() {
  const search = document.querySelector("[data-focus-key='/']");
  if (!search) return;
  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key !== "/" || !isPlain || event.target.closest?.(TYPING)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

/** A form is sent once: a second press while the first is under way does nothing. */
function sendFormsOnce() {
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
    // A form that only brings a file leaves this page standing.
    window.setTimeout(() => delete event.target.dataset.sent, 5000);
  });
  // Back from the next page, the browser may show this one as it was left.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
}

/** Rows that repeat: tell the server how many rows the page now has. */
function countRepeatedRows() {
  document.querySelectorAll("[data-module='moj-add-another']").forEach((group) => {
    const total = group.querySelector("input[name$='-TOTAL_FORMS']");
    if (!total) return;
    new MutationObserver(() => {
      total.value = group.querySelectorAll(".moj-add-another__item").length;
    }).observe(group, { childList: true, subtree: true });
  });
}

/** A radio may not say that it is expanded (ARIA); what it reveals follows it on the page. */
function keepRadiosPlain() {
  document.querySelectorAll("input[type='radio'][aria-controls]").forEach((radio) => {
    const strip = () => radio.removeAttribute("aria-expanded");
    new MutationObserver(() => radio.hasAttribute("aria-expanded") && strip()).observe(
      radio,
      { attributeFilter: ["aria-expanded"] },
    );
    strip();
  });
}

/** Print buttons. Without scripts the browser's own menu prints as well. */
function printOnRequest() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}

initGovUk();
initMoj();
focusSearchOnSlash();
sendFormsOnce();
countRepeatedRows();
keepRadiosPlain();
printOnRequest();
