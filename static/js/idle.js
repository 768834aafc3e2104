/* Warns two minutes before the session ends for idleness; the server decides, this only says so. */
const WARN_SECONDS = 120;
let timer = null;

export function setUpIdle() {
  const seconds = Number(document.body.dataset.idleSeconds);
  const bar = document.getElementById("idle");
  if (!seconds || !bar) return;
  const restart = () => {
    bar.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => (bar.hidden = false), Math.max(seconds - WARN_SECONDS, 30) * 1000);
  };
  document.body.addEventListener("htmx:afterOnLoad", (event) => {
    if (!event.detail.elt.closest("[data-background]")) restart();
  });
  bar.querySelector("[data-stay]").addEventListener("click", () => stay(restart));
  restart();
}

async function stay(restart) {
  const answer = await fetch(location.href, { method: "HEAD", credentials: "same-origin" });
  if (answer.ok && !answer.redirected) restart();
  else location.reload();
}
