/* The menu of a card on the board, and the move it asks for: the twin of dragging for those who click,
   press Enter or M, or use a keyboard only. */
let owner = null; // the card whose menu is open
export const isPhone = () => window.matchMedia("(max-width: 767.98px)").matches;
export const board = () => document.querySelector("[data-board]");
const menu = () => document.getElementById("move-menu");
export const isMenuOpen = () => Boolean(menu() && !menu().hidden);
export const isInMenu = (element) => Boolean(menu()?.contains(element));

/* --- moving ------------------------------------------------------------------------------- */
export function move(card, stage) {
  card.classList.add("ao-busy");
  window.htmx.ajax("POST", card.dataset.move + board().dataset.board, {
    source: card,
    swap: "none",
    values: { stage, version: card.dataset.version, idempotency_key: newKey() },
  });
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
}

/* The card keeps the focus in its new column. */
export function onAnswer(event) {
  const card = event.detail.elt;
  if (!card?.matches?.("[data-card]")) return;
  card.classList.remove("ao-busy");
  const now = document.getElementById(card.id);
  if (event.detail.successful && now !== card) now?.querySelector("a")?.focus({ preventScroll: true });
}

/* --- the menu ----------------------------------------------------------------------------- */
export function onClick(event) {
  const opener = event.target.closest?.("[data-menu]");
  if (opener && !isPlainClick(event)) return;
  if (opener) return openFrom(event, opener.closest("[data-card]"));
  const choice = event.target.closest?.("#move-menu [role=menuitem]");
  if (choice) choose(choice);
}

function isPlainClick(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

export function openFrom(event, card) {
  event.preventDefault();
  event.stopPropagation();
  if (!isPhone() && menu()) return openMenu(card);
  const address = card.dataset.move + board().dataset.board;
  return window.htmx.ajax("GET", address, { source: card, target: "#sheet", swap: "innerHTML" });
}

function openMenu(card) {
  owner = card;
  const box = card.getBoundingClientRect();
  const pop = menu();
  card.classList.add("ao-lift");
  pop.hidden = false;
  for (const item of pop.querySelectorAll("[data-to]")) {
    const isNow = item.dataset.to === card.dataset.stage;
    item.querySelector("[data-now]").hidden = !isNow;
    item.setAttribute("aria-disabled", String(isNow));
  }
  const left = Math.min(box.right - 22, window.innerWidth - pop.offsetWidth - 12);
  const top = Math.min(box.top + 44, window.innerHeight - pop.offsetHeight - 12);
  pop.style.left = `${left + window.scrollX}px`;
  pop.style.top = `${Math.max(8, top) + window.scrollY}px`;
  pop.querySelector("[role=menuitem]:not([aria-disabled=true])").focus();
}

export function closeMenu() {
  owner?.classList.remove("ao-lift");
  menu().hidden = true;
  owner = null;
}

function choose(item) {
  if (item.getAttribute("aria-disabled") === "true") return;
  const card = owner;
  closeMenu();
  if (item.dataset.to) return move(card, item.dataset.to);
  const address = `${card.dataset.end}?kind=${item.dataset.endKind}`;
  window.htmx.ajax("GET", address, { source: card, target: "#sheet", swap: "innerHTML" });
}

/* --- keys in the menu ------------------------------------------------------------------------ */
export function onMenuKey(event) {
  const items = [...menu().querySelectorAll("[role=menuitem]")];
  const here = items.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    return items[(here + steps[event.key] + items.length) % items.length].focus();
  }
  if (event.key === "Escape" || event.key === "Tab") return leaveMenu(event);
  const item = items.find((one) => one.dataset.key === event.key.toLowerCase());
  if (item) {
    event.preventDefault();
    event.stopPropagation();
    choose(item);
  }
}

function leaveMenu(event) {
  const card = owner;
  event.preventDefault();
  closeMenu();
  card?.querySelector("[data-menu]")?.focus();
}
