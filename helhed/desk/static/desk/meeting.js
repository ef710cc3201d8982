// The time spent on this citizen and in all, a pause, and keys for what the page itself cannot do.
const timer = document.getElementById("meeting-timer");
const form = document.getElementById("meeting-form");
const PAUSED = "helhed-meeting-paused";

function shortcuts() {
  return (localStorage.getItem("helhed-keys") ?? document.body.dataset.keys) !== "off";
}

function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

if (timer) {
  const started = Date.parse(timer.dataset.started);
  const status = timer.closest(".hh-meeting-status");
  const pause = status.querySelector("[data-pause]");
  const said = pause.querySelector("[data-words]");
  const words = [said.textContent, said.dataset.words];
  // Pauses of one meeting are added up under its beginning.
  const kept = JSON.parse(sessionStorage.getItem(PAUSED) ?? "{}");
  let rested = kept.started === started ? kept.rested : 0;
  let here = 0;
  let last = Date.now();
  let resting = false;
  const draw = () => {
    const now = Date.now();
    if (resting) rested += now - last;
    else here += now - last;
    last = now;
    timer.querySelector("[data-here]").textContent = minutes(here / 1000);
    status.querySelector("[data-all]").textContent = minutes(Math.max(0, now - started - rested) / 1000);
    sessionStorage.setItem(PAUSED, JSON.stringify({ started, rested }));
  };
  timer.querySelector("[data-about]").textContent = minutes(Number(timer.dataset.each));
  pause.hidden = false;
  pause.addEventListener("click", () => {
    draw();
    resting = !resting;
    pause.setAttribute("aria-pressed", String(resting));
    said.textContent = words[Number(resting)];
  });
  setInterval(draw, 1000);
  draw();
}

function nextWhen() {
  const choices = [...form.querySelectorAll("[data-when] input")];
  const now = choices.findIndex((choice) => choice.checked);
  const next = choices[(now + 1) % choices.length];
  next.checked = true;
  next.focus();
}

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey || !shortcuts()) return;
  if (document.querySelector("dialog[open]")) return;
  const typing = event.target.matches("input[type=text], textarea, select");
  if (event.key.toLowerCase() === "h" && !typing) {
    event.preventDefault();
    nextWhen();
  }
  if (event.key === "Enter" && !event.target.closest("a, button, input")) {
    event.preventDefault();
    form.requestSubmit();
  }
});
