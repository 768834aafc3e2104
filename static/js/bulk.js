/* The bar over a list: how many rows are ticked, what they sum up to, and all of them at once. */
const rupiah = new Intl.NumberFormat("id-ID");

export function setUpBulk() {
  document.addEventListener("change", (event) => {
    const form = document.querySelector("[data-bulk]");
    const known = "[name=pick],[data-bulk-all],[data-bulk-whole],[data-bulk-mode]";
    if (!form || !event.target.matches(known)) return;
    if (event.target.matches("[data-bulk-all]")) tickAll(event.target.checked);
    if (event.target.matches("[data-bulk-mode]") && !event.target.checked) form.reset();
    tell(form);
  });
  document.addEventListener("reset", (event) => {
    if (event.target.matches("[data-bulk]")) setTimeout(() => clear(event.target), 0);
  });
}

function picks() {
  return [...document.querySelectorAll("[name=pick]")];
}

/* The table and the phone's list hold a box each for a row: only those that are seen count. */
function tickAll(isOn) {
  for (const box of picks()) box.checked = isOn && box.checkVisibility();
}

function clear(form) {
  tickAll(false);
  for (const box of document.querySelectorAll("[data-bulk-all]")) box.checked = false;
  tell(form);
}

function tell(form) {
  const chosen = picks().filter((box) => box.checked);
  const sum = chosen.reduce((total, box) => total + Number(box.dataset.amount || 0), 0);
  for (const box of picks()) box.closest("tr, li")?.classList.toggle("ao-sel", box.checked);
  form.querySelector("[data-bulk-count]").textContent = `${chosen.length} ${form.dataset.word}`;
  form.querySelector("[data-bulk-sum]").textContent = sum ? `Rp${rupiah.format(sum)}` : "";
}
