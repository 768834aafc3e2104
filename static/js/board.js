/* The board: drag a card by pointer, or open its menu by click, Enter or M. The server moves it and
   answers with both columns, so nothing is shown that is not saved. */
import {
  board,
  closeMenu,
  isInMenu,
  isMenuOpen,
  isPhone,
  move,
  onAnswer,
  onClick,
  onMenuKey,
  openFrom,
} from "./board-menu.js";

const FAR = 6; // pixels before a press becomes a drag
const HOLD_MS = 260; // a finger rests this long before it lifts a card instead of scrolling
const EDGE = 64; // pixels at the side where the board scrolls along
let drag = null;

function setUp() {
  document.addEventListener("pointerdown", onDown);
  document.addEventListener("click", onClick, true);
  document.addEventListener("keydown", onKey);
  document.body.addEventListener("htmx:afterRequest", onAnswer);
}

/* --- dragging ----------------------------------------------------------------------------- */
function onDown(event) {
  if (isMenuOpen() && !isInMenu(event.target)) closeMenu();
  const card = event.target.closest?.("[data-move]");
  if (!card || event.button !== 0 || isPhone() || event.target.closest("[data-menu]")) return;
  drag = { card, id: event.pointerId, x: event.clientX, y: event.clientY, lifted: false };
  if (event.pointerType === "touch") drag.timer = setTimeout(lift, HOLD_MS);
  document.addEventListener("pointermove", onMove);
  document.addEventListener("pointerup", onUp);
  document.addEventListener("pointercancel", stop);
  document.addEventListener("touchmove", onTouchMove, { passive: false });
}

function onMove(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR;
  if (!drag.lifted && far && event.pointerType === "touch") return stop();
  if (!drag.lifted && far) lift();
  if (drag?.lifted) follow(event);
}

/* While a card is lifted the finger moves the card, not the page. */
function onTouchMove(event) {
  if (drag?.lifted) event.preventDefault();
}

function lift() {
  if (!drag) return;
  const box = drag.card.getBoundingClientRect();
  const ghost = drag.card.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.classList.add("ao-lift", "ao-kcg");
  ghost.style.width = `${box.width}px`;
  ghost.style.left = `${box.left}px`;
  ghost.style.top = `${box.top}px`;
  document.body.append(ghost);
  drag.card.classList.add("ao-kcd");
  board().classList.add("ao-drg");
  Object.assign(drag, { lifted: true, ghost, left: box.left, top: box.top });
}

function follow(event) {
  const { ghost, x, y, left, top } = drag;
  ghost.style.left = `${left + event.clientX - x}px`;
  ghost.style.top = `${top + event.clientY - y}px`;
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const column = under?.closest("[data-stage].ao-col") ?? null;
  if (column !== drag.column) mark(column);
  scrollAlong(event.clientX);
}

function mark(column) {
  drag.column?.classList.remove("ao-over");
  drag.column = column;
  if (column?.hasAttribute("data-drop")) column.classList.add("ao-over");
}

function scrollAlong(x) {
  const view = document.querySelector("[data-board-scroll]");
  const box = view.getBoundingClientRect();
  if (x > box.right - EDGE) view.scrollLeft += 14;
  if (x < box.left + EDGE) view.scrollLeft -= 14;
}

function onUp() {
  if (!drag?.lifted) return stop();
  const { card, column } = drag;
  swallowClick();
  stop();
  const stage = column?.hasAttribute("data-drop") ? column.dataset.stage : "";
  if (stage && stage !== card.dataset.stage) move(card, stage);
}

/* The click that ends a drag opens nothing. */
function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}

function stop() {
  if (!drag) return;
  clearTimeout(drag.timer);
  drag.ghost?.remove();
  drag.card.classList.remove("ao-kcd");
  drag.column?.classList.remove("ao-over");
  board()?.classList.remove("ao-drg");
  drag = null;
  document.removeEventListener("pointermove", onMove);
  document.removeEventListener("pointerup", onUp);
  document.removeEventListener("pointercancel", stop);
  document.removeEventListener("touchmove", onTouchMove);
}

/* --- keys --------------------------------------------------------------------------------- */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && drag) return stop();
  if (isMenuOpen()) return onMenuKey(event);
  if (document.body.dataset.shortcuts === "off" || event.key.toLowerCase() !== "m") return;
  const card = document.activeElement?.closest?.("[data-move]");
  if (card) openFrom(event, card);
}

setUp();
