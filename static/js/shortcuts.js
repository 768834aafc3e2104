/* Keys for desktop work, listed under "?". Off while typing and by data-shortcuts="off" on body. */
const SEQUENCE_MS = 1200;
let started = "";
let timer = null;

export function setUpShortcuts() {
  document.addEventListener("keydown", onKey);
}

function onKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return save(event);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return undefined;
  if (document.body.dataset.shortcuts === "off") return undefined;
  if (document.querySelector("#sheet [role=dialog],dialog[open]")) return undefined;
  return press(event);
}

function isTyping(target) {
  return target.matches?.("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");
}

function save(event) {
  const form = event.target.closest?.("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

function press(event) {
  const key = event.key.toLowerCase();
  if (key === "?") return act(event, () => document.getElementById("shortcuts")?.showModal());
  const target = find(`${started} ${key}`.trim()) ?? find(key);
  if (target) return act(event, () => use(target));
  if (key === "j" || key === "k") return act(event, () => walk(key === "j" ? 1 : -1));
  if (key === "x") return act(event, toggleRow);
  return begin(key);
}

function act(event, action) {
  event.preventDefault();
  begin("");
  action();
}

/* First key of a pair such as "g h": remembered for a moment. */
function begin(key) {
  clearTimeout(timer);
  started = key;
  if (key) timer = setTimeout(() => (started = ""), SEQUENCE_MS);
}

function find(keys) {
  return [...document.querySelectorAll("[data-shortcut]")].find(
    (element) => element.dataset.shortcut.toLowerCase() === keys,
  );
}

function use(element) {
  if (element.matches("input,textarea,select")) element.focus();
  else element.click();
}

/* Rows of a list carry data-row; the focused one's link opens by Enter, as the browser does it. */
function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  (next.querySelector("a[href]") ?? next).focus();
}

function toggleRow() {
  const row = document.activeElement?.closest("[data-row]");
  row?.querySelector("input[type=checkbox]")?.click();
}
