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

// A question takes the keyboard to its first field, or to what is missing. After an answer the
// whole plan is new: stand where the answer stands.
document.addEventListener("htmx:afterSwap", () => {
  const asking = document.getElementById("asking");
  const first = ".hh-error-summary, .hh-conflict, input:not([type=hidden]), select, textarea";
  const stand = asking?.querySelector(first) ?? document.querySelector("#plan [data-saved]");
  stand?.focus();
});

// A goal with a hope needs no reason for having none.
function fitReason(form) {
  const hope = form?.querySelector("select[name=hope]");
  if (!hope) return;
  for (const name of ["no_hope_reason", "ask_again_on"]) {
    const field = form.elements[name]?.closest(".hh-field");
    if (field) field.hidden = hope.value !== "";
  }
}
document.addEventListener("change", (event) => {
  if (event.target.matches("select[name=hope]")) fitReason(event.target.form);
});
document.addEventListener("htmx:load", () => fitReason(document.querySelector("#asking form")));
fitReason(document.querySelector("#asking form"));
