/* The bar over a list: how many rows are ticked, what they sum up to, and all of them at once. */
const rupiah = new Intl.NumberFormat("id-ID");

export function setUpBulk() {
  document.addEventListener("change", (event) => {
    const form = document.querySelector("[data-bulk]");
    if (!form || !event.target.matches("[name=pick],[data-bulk-all],[data-bulk-whole]")) return;
    if (event.target.matches("[data-bulk-all]")) tickAll(event.target.checked);
    tell(form);
  });
  document.addEventListener("reset", (event) => {
    if (event.target.matches("[data-bulk]")) setTimeout(() => clear(event.target), 0);
  });
}

function picks() {
  return [...document.querySelectorAll("[name=pick]")];
}

function tickAll(isOn) {
  for (const box of picks()) box.checked = isOn;
}

function clear(form) {
  tickAll(false);
  for (const box of document.querySelectorAll("[data-bulk-all]")) box.checked = false;
  tell(form);
}

function tell(form) {
  const chosen = picks().filter((box) => box.checked);
  const sum = chosen.reduce((total, box) => total + Number(box.dataset.amount || 0), 0);
  for (const box of picks()) box.closest("tr")?.classList.toggle("ao-sel", box.checked);
  form.querySelector("[data-bulk-count]").textContent = `${chosen.length} ${form.dataset.word}`;
  form.querySelector("[data-bulk-sum]").textContent = sum ? `Rp${rupiah.format(sum)}` : "";
}
