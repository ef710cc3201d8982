// What somebody has typed is never lost: not on a failed answer, an expired session or a conflict.
// <form data-keep="note"> keeps its fields in this tab, per user, page and form, until the server
// says that they are saved. Password, PIN, file and hidden fields are never kept.

const user = document.documentElement.dataset.user || "";
const PREFIX = "helhed-draft:";
const SENT = "helhed-sent";

function keyOf(form) {
  const path = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
  return `${PREFIX}${user}:${path}:${form.dataset.keep}`;
}

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type)
      && field.autocomplete !== "off" && field.dataset.keep !== "off",
  );
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function read(form) {
  return fieldsOf(form).map((field) => [field.name, isTick(field) ? `${field.value}|${field.checked}` : field.value]);
}

function hasText(form) {
  return fieldsOf(form).some((field) => !isTick(field) && field.value !== (field.defaultValue ?? field.value));
}

function keep(form) {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ page: location.pathname + location.search, fields: read(form) }));
  } catch {
    // A full or forbidden store: the text still stands in the field.
  }
}

function drop(form) {
  sessionStorage.removeItem(keyOf(form));
}

function restore(form) {
  const stored = sessionStorage.getItem(keyOf(form));
  if (!stored || form.dataset.kept) return;
  form.dataset.kept = "yes";
  const draft = JSON.parse(stored).fields;
  let changed = false;
  for (const field of fieldsOf(form)) {
    const found = draft.find(([name, value]) => name === field.name
      && (!isTick(field) || value.startsWith(`${field.value}|`)));
    if (!found) continue;
    if (isTick(field)) {
      field.checked = found[1].endsWith("|true");
    } else if (found[1] && found[1] !== field.value) {
      // The server's answer to a failed post carries the text already; do not lay the old on top.
      if (field.value && field.value !== field.defaultValue) continue;
      field.value = found[1];
      changed = true;
    }
  }
  if (changed) tell(form);
}

function tell(form) {
  const note = document.createElement("p");
  note.className = "hh-tinted hh-row";
  note.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hh-link";
  button.textContent = word("discard");
  button.addEventListener("click", () => { drop(form); form.reset(); note.remove(); });
  note.append(word("restored"), button);
  form.prepend(note);
}

function word(name) {
  const words = document.getElementById("hh-words");
  return words?.content.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
}

// UUID version 7, made where the note is written, so that a repeated post changes nothing.
function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function prepare(root) {
  for (const field of root.querySelectorAll("input[data-new-id]")) {
    if (!field.value) field.value = uuid7();
  }
  for (const form of root.querySelectorAll("form[data-keep]")) restore(form);
}

function clearAll(mine) {
  for (const key of Object.keys(sessionStorage)) {
    const ours = key.startsWith(PREFIX) || key.startsWith(SENT);
    if (ours && mine(key)) sessionStorage.removeItem(key);
  }
}

// Another person at the same computer must not meet the former one's words.
if (user) clearAll((key) => key !== SENT && !key.startsWith(`${PREFIX}${user}:`));

// A form went off and another page answered: what it held is saved, unless the answer is an error,
// the page for signing in, or the browser only went back.
const sent = sessionStorage.getItem(SENT);
const arrived = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
const failed = document.querySelector("[data-error-page], .hh-error-summary, .hh-conflict, .form-error");
sessionStorage.removeItem(SENT);
if (sent && user && arrived === "navigate" && !failed) sessionStorage.removeItem(sent);

// The session ended before the form arrived: signing in leads back to the page it stood on.
if (sent && !user) {
  const { page } = JSON.parse(sessionStorage.getItem(sent) ?? "{}");
  for (const next of document.querySelectorAll("input[name=next]")) next.value = page ?? next.value;
}

function answersSignIn(xhr) {
  const signIn = document.body.dataset.signIn;
  return Boolean(signIn && xhr.responseURL) && new URL(xhr.responseURL).pathname === signIn;
}

let leaving = false;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-keep]")) keep(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  leaving = true;
  setTimeout(() => { leaving = false; }, 4000);
  if (form.matches("[data-sign-out]")) clearAll(() => true);
  if (form.matches("[data-keep]")) {
    keep(form);
    if (!form.hasAttribute("hx-post")) sessionStorage.setItem(SENT, keyOf(form));
  }
});
window.addEventListener("beforeunload", (event) => {
  const unsaved = [...document.querySelectorAll("form[data-keep]")].some(hasText);
  if (unsaved && !leaving) event.preventDefault();
});
// Before the answer is laid in: the fresh form in it must not get the saved text back.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const form = event.detail.elt?.closest?.("form[data-keep]");
  if (form && event.detail.xhr.status < 400 && !answersSignIn(event.detail.xhr)) drop(form);
});
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt.parentElement ?? document));
prepare(document);
