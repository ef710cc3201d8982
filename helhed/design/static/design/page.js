// Answers that fail, answers that are slow, and buttons pressed twice.

const SLOW_MS = 2000;
const busy = document.getElementById("hh-busy");
const toasts = document.getElementById("hh-toasts");
let waiting = 0;
let timer = 0;

function word(name) {
  const words = document.getElementById("hh-words");
  return words?.content.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
}

function toast(text, tone = "red") {
  if (!toasts || !text) return;
  const note = document.createElement("div");
  note.className = `hh-alert hh-alert-${tone}`;
  const body = document.createElement("div");
  body.className = "hh-alert-body";
  body.textContent = text;
  note.append(body);
  toasts.append(note);
  setTimeout(() => note.remove(), 12000);
}

function began() {
  waiting += 1;
  if (!timer) timer = setTimeout(() => { if (busy) busy.hidden = false; }, SLOW_MS);
}

function ended() {
  waiting = Math.max(0, waiting - 1);
  if (waiting) return;
  clearTimeout(timer);
  timer = 0;
  if (busy) busy.hidden = true;
}

// Any script, and any answer with the header HX-Trigger, may show a passing word.
document.addEventListener("helhed:toast", (event) => toast(event.detail.text, event.detail.tone ?? "green"));
document.addEventListener("htmx:afterSettle", (event) => {
  event.detail.elt.querySelector?.("[data-focus]")?.focus();
});
document.addEventListener("htmx:beforeRequest", began);
document.addEventListener("htmx:afterRequest", ended);
document.addEventListener("htmx:sendError", () => toast(word("offline"), "yellow"));
document.addEventListener("htmx:timeout", () => toast(word("offline"), "yellow"));
document.addEventListener("htmx:responseError", (event) => {
  toast(event.detail.xhr.status === 404 ? word("closed") : word("failed"));
});
// The session ended under way: the answer is the page for signing in, not a piece of this page.
document.addEventListener("htmx:beforeSwap", (event) => {
  const signIn = document.body.dataset.signIn;
  const answered = event.detail.xhr.responseURL;
  if (!signIn || !answered || new URL(answered).pathname !== signIn) return;
  event.detail.shouldSwap = false;
  location.assign(`${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
});

// A form is sent once. The guard falls when the page comes back from the browser's memory.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  began();
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  waiting = 0;
  ended();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[aria-disabled=true]");
  if (button) event.preventDefault();
  const printer = event.target.closest("[data-print]");
  if (printer) window.print();
});

document.querySelector("[data-focus]")?.focus();

// On a phone the tabs are wider than the screen: the one that is shown is brought into sight.
for (const tab of document.querySelectorAll(".hh-tabs [aria-current]")) {
  const row = tab.closest("ul");
  if (row && row.scrollWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft - row.offsetLeft - 16;
}
