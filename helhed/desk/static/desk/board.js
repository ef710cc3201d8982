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
