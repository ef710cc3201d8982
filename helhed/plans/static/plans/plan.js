// Editing in place. Without this file the same links open pages of their own.

// Only one question at a time stands open, so that ids stay single and the page stays calm.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-ask]")) document.getElementById("asking")?.remove();
});

document.addEventListener("click", (event) => {
  const stop = event.target.closest("#asking [data-stop-asking]");
  if (stop && stop.closest(".pl-here, #here-new, #here-facts")) {
    event.preventDefault();
    close(document.getElementById("asking"));
  }
  for (const open of document.querySelectorAll("details[data-more][open]")) {
    if (!open.contains(event.target) || event.target.closest(".pl-more-body a")) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details[data-more][open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

let opener = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-ask]")) opener = event.target;
});

function close(asking) {
  asking?.remove();
  opener?.focus();
}

// After an answer the whole plan is new: stand where the answer stands.
document.addEventListener("htmx:afterSwap", () => {
  const note = document.querySelector("#plan [data-saved]");
  if (note && !document.getElementById("asking")) note.focus();
});
