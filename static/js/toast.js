/* Short confirmations with Undo. They leave after eight seconds, but never while in use. */
const STAY_MS = 8000;

export function setUpToasts() {
  for (const toast of document.querySelectorAll("#toasts [data-toast]")) startClock(toast);
  document.body.addEventListener("toast", (event) => showToast(event.detail));
}

/* detail: a text, or {text, undo: address to post to, edit: address to open}. */
export function showToast(detail) {
  const region = document.getElementById("toasts");
  const template = document.getElementById("toast-template");
  if (!region || !template) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.querySelector("span").textContent = detail.text ?? detail.value ?? "";
  reveal(toast.querySelector("form"), "action", detail.undo);
  reveal(toast.querySelector("[data-edit]"), "href", detail.edit);
  region.replaceChildren(toast);
  startClock(toast);
}

function reveal(element, attribute, address) {
  if (!address) return element.remove();
  element.setAttribute(attribute, address);
  element.hidden = false;
}

function startClock(toast) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  const start = () => {
    stop();
    timer = setTimeout(() => toast.remove(), STAY_MS);
  };
  toast.addEventListener("focusin", stop);
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("focusout", start);
  toast.addEventListener("pointerleave", start);
  start();
}
