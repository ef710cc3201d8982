// The board refreshes by itself, keeps the chosen row and the focus, and rests when nobody looks.
const EVERY_MS = 60_000;

function chosenRow() {
  return document.querySelector("#board [data-key-row][aria-current=true]")?.id;
}

async function refresh() {
  const board = document.getElementById("board");
  if (!board || document.hidden || document.querySelector("dialog[open]")) return;
  if (board.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
  const chosen = chosenRow();
  const focused = document.activeElement?.closest?.("[data-key-row]")?.id;
  const answer = await fetch(board.dataset.refresh, { headers: { "HX-Request": "true", "X-Unattended": "1" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
  if (!fresh) return;
  board.replaceWith(fresh);
  const row = chosen && document.getElementById(chosen);
  if (row) row.setAttribute("aria-current", "true");
  if (focused) document.getElementById(focused)?.querySelector("a")?.focus({ preventScroll: true });
}

setInterval(refresh, EVERY_MS);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
if (new URLSearchParams(location.search).has("print")) window.print();

// A and T ask their one question over the board. Where that cannot be done, its page opens.
const question = document.createElement("dialog");
question.className = "desk-question";
document.body.append(question);
let asker = null;

function leave(address) {
  location.assign(address);
}

// What the page asks, without the page around it. Returns whether there was a question.
function show(html, address) {
  const asked = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  const form = asked?.querySelector("form[method=post]");
  if (!form) return false;
  form.dataset.address = form.getAttribute("action") || address;
  asked.querySelector("h1")?.setAttribute("id", "desk-question-title");
  question.setAttribute("aria-labelledby", "desk-question-title");
  question.replaceChildren(...asked.childNodes);
  if (!question.open) question.showModal();
  (question.querySelector("[aria-invalid=true], [data-focus], input:not([type=hidden]), button") ?? question).focus();
  return true;
}

async function ask(link) {
  asker = link.closest("[data-key-row]")?.id;
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok || answer.redirected || !show(await answer.text(), link.href)) leave(link.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#board [data-key-row] a[data-key]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    ask(link);
  } else if (event.target.closest?.("dialog.desk-question a[href]")) {
    // The way back from the question leads to the board, which is right behind it.
    event.preventDefault();
    question.close();
  }
});

question.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  // A second press while the first is on its way would ask twice.
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  const body = new FormData(form, event.submitter);
  // The way on is not followed: the board is where one stays, and nobody looked at the page.
  const sent = { method: "POST", body, redirect: "manual" };
  const answer = await fetch(form.dataset.address, sent).catch(() => null);
  if (answer?.type === "opaqueredirect") {
    question.close();
    await refresh();
  } else if (!answer || !show(await answer.text(), form.dataset.address)) {
    form.submit();
  }
});

question.addEventListener("close", () => {
  document.getElementById(asker)?.querySelector("a")?.focus({ preventScroll: true });
});
