/* Forms: one post per press, focus on what needs fixing, figures that read themselves back. */
const AGAIN_MS = 4000;

export function setUpForms() {
  document.addEventListener("submit", guardDoublePost);
  document.addEventListener("input", onInput);
  document.addEventListener("click", togglePassword);
  document.body.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.target));
  window.addEventListener("pageshow", releaseAll);
  focusErrors(document);
}

/* The button is never disabled: a second press within four seconds is just not sent. */
function guardDoublePost(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || form.dataset.again === "yes") return;
  if (form.dataset.busy) return event.preventDefault();
  form.dataset.busy = form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.busy, AGAIN_MS);
}

/* A browser may keep a page alive behind Back although it must not be stored: a form that was
   meant for one prospect starts empty instead. */
function releaseAll(event) {
  if (event.persisted && document.querySelector("form[data-fresh][data-sent]")) return location.reload();
  for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
}

function focusErrors(root) {
  const summary = root.querySelector?.("[data-error-summary]");
  if (summary) summary.focus();
}

function onInput(event) {
  const field = event.target;
  if (field.matches?.("[data-money]")) showGrouped(field);
}

/* Only bare digits are grouped; "600jt" is understood by the server, which answers below the field. */
function showGrouped(field) {
  const hint = document.getElementById(field.dataset.money);
  if (!hint) return;
  const digits = field.value.replace(/[.\s]/g, "");
  const isPlain = /^\d{4,15}$/.test(digits);
  hint.textContent = isPlain ? `Rp${digits.replace(/\B(?=(\d{3})+$)/g, ".")}` : "";
}

function togglePassword(event) {
  const button = event.target.closest?.("[data-show-password]");
  if (!button) return;
  const field = document.getElementById(button.dataset.showPassword);
  const isHidden = field.type === "password";
  field.type = isHidden ? "text" : "password";
  button.setAttribute("aria-pressed", String(isHidden));
}
