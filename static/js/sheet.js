/* The sheet: a fragment loaded into #sheet. Focus stays inside and returns where it came from. */
const FOCUSABLE = "a[href],button:not([disabled]),input:not([type=hidden]),select,textarea,summary";
let opener = null;

const host = () => document.getElementById("sheet");
const dialog = () => host()?.querySelector("[role=dialog]");

export function setUpSheet() {
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (!dialog()) opener = event.detail.elt;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === host()) opened();
  });
  document.body.addEventListener("sheet:close", close);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-sheet-close]")) close();
  });
  document.addEventListener("keydown", onKey);
}

function opened() {
  const sheet = dialog();
  for (const part of background()) part.inert = Boolean(sheet);
  if (!sheet) return restoreFocus();
  const first = sheet.querySelector("[autofocus],[data-error-summary]") ?? sheet;
  first.focus({ preventScroll: true });
}

function close() {
  if (!dialog()) return;
  host().replaceChildren();
  for (const part of background()) part.inert = false;
  restoreFocus();
}

function background() {
  return document.querySelectorAll(".ao-shell,.ao-tabbar");
}

function restoreFocus() {
  if (opener?.isConnected) opener.focus();
  opener = null;
}

function onKey(event) {
  const sheet = dialog();
  if (!sheet) return;
  if (event.key === "Escape") close();
  if (event.key === "Tab") keepInside(event, sheet);
}

function keepInside(event, sheet) {
  const stops = [...sheet.querySelectorAll(FOCUSABLE)].filter((stop) => stop.offsetParent);
  if (!stops.length) return;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge && sheet.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}
