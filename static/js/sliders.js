/* A slider writes into the exact field beside it and is not sent itself; newer figures from the
   server move it, unless a finger is on it. Without this script it is sent and the server reads it. */
const sliders = () => document.querySelectorAll("[data-slides]");

for (const one of sliders()) {
  one.removeAttribute("name");
  one.parentElement.querySelector(`[data-slid]`)?.remove();
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-slides]")) return;
  const field = document.getElementById(target.dataset.slides);
  field.value = Number(target.value).toLocaleString("id-ID") + target.dataset.unit;
  target.setAttribute("aria-valuetext", field.value);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const one of sliders()) {
    const says = document.getElementById(`${one.dataset.slides}_says`);
    if (!says?.dataset.high || one === document.activeElement) continue;
    Object.assign(one, { min: says.dataset.low, max: says.dataset.high, value: says.dataset.place });
  }
});
