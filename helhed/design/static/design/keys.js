// Shortcuts. They work only outside text fields and can be switched off (WCAG 2.1.4).
// Anything with data-key="N" is clicked by N (a field is focused); "/" finds, "?" shows the keys.
// Lists with data-key-list move by J and K over their [data-key-row], and Enter opens the row's link.

const STORE = "helhed-keys";
const dialog = document.getElementById("hh-keys");
let on = (localStorage.getItem(STORE) ?? document.body.dataset.keys) !== "off";

function typing(target) {
  return target.isContentEditable
    || target.matches?.("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");
}

function visible(element) {
  return element.getClientRects().length > 0;
}

function press(key) {
  const targets = [...document.querySelectorAll("[data-key]")].filter(
    (element) => element.dataset.key.toLowerCase() === key.toLowerCase() && visible(element),
  );
  const chosen = targets.find((element) => element.closest("[aria-current=true]")) ?? targets[0];
  if (!chosen) return false;
  if (chosen.matches("input:not([type=radio]):not([type=checkbox]), textarea, select")) chosen.focus();
  else chosen.click();
  return true;
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-key-list] [data-key-row]")].filter(visible);
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = Math.min(Math.max(now + step, 0), rows.length - 1);
  rows.forEach((row, at) => row.setAttribute("aria-current", String(at === next)));
  const link = rows[next].querySelector("a[href]");
  link?.focus({ preventScroll: true });
  rows[next].scrollIntoView({ block: "nearest" });
  rows[next].dispatchEvent(new CustomEvent("helhed:chosen", { bubbles: true }));
  return true;
}

function showKeys() {
  if (!dialog?.showModal) return false;
  const list = dialog.querySelector("[data-keys-list]");
  for (const old of list.querySelectorAll("[data-found]")) old.remove();
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = element.dataset.key;
    if (!visible(element) || seen.has(key) || key === "Escape") continue;
    seen.add(key);
    const row = document.createElement("div");
    row.dataset.found = "";
    const term = document.createElement("dt");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap);
    const said = document.createElement("dd");
    const copy = element.cloneNode(true);
    for (const hint of copy.querySelectorAll("kbd, b")) hint.remove();
    said.textContent = element.dataset.keyLabel ?? (copy.textContent.trim() || element.getAttribute("aria-label"));
    row.append(term, said);
    list.append(row);
  }
  dialog.showModal();
  return true;
}

function close() {
  const open = [...document.querySelectorAll("details[data-menu][open]")];
  for (const menu of open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  return open.length > 0 || press("Escape");
}

function act(key) {
  if (key === "/") {
    const field = document.querySelector("[data-find]");
    field?.focus();
    field?.select();
    return Boolean(field);
  }
  if (key === "?") return showKeys();
  if (key === "j" || key === "J") return move(1) || press(key);
  if (key === "k" || key === "K") return move(-1) || press(key);
  return key.length === 1 && press(key);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (dialog?.open) return;
  if (event.key === "Escape") {
    if (typing(event.target)) event.target.blur();
    else if (close()) event.preventDefault();
    return;
  }
  if (!on || typing(event.target)) return;
  if (act(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-keys-help]")) showKeys();
});

const toggle = document.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.checked = on;
  toggle.addEventListener("change", () => {
    on = toggle.checked;
    localStorage.setItem(STORE, on ? "on" : "off");
  });
}
for (const button of document.querySelectorAll("[data-keys-help]")) button.hidden = false;
