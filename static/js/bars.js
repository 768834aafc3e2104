/* Bars on top of the page: no signal, and answers the page could not use. */
const bar = (id) => document.getElementById(id);
let retry = null;

export function setUpBars() {
  document.body.addEventListener("htmx:sendError", (event) => {
    retry = event.detail.elt;
    show("offline");
  });
  document.body.addEventListener("htmx:timeout", () => show("offline"));
  document.body.addEventListener("htmx:afterOnLoad", () => hide("offline"));
  document.body.addEventListener("htmx:responseError", (event) => showFailure(event.detail.xhr.status));
  window.addEventListener("offline", () => show("offline"));
  window.addEventListener("online", () => hide("offline"));
  document.addEventListener("click", onClick);
}

function show(id) {
  if (bar(id)) bar(id).hidden = false;
}

function hide(id) {
  if (bar(id)) bar(id).hidden = true;
}

/* The text for this status when there is one, else the general one. */
function showFailure(status) {
  const failure = bar("failure");
  if (!failure) return;
  const texts = [...failure.querySelectorAll("[data-for]")];
  const wanted = texts.find((text) => text.dataset.for === String(status)) ?? texts[0];
  for (const text of texts) text.hidden = text !== wanted;
  failure.hidden = false;
}

function onClick(event) {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[role]").hidden = true;
  if (!event.target.closest("[data-retry]")) return;
  hide("offline");
  const form = retry?.closest("form");
  if (form?.isConnected) form.requestSubmit();
}
