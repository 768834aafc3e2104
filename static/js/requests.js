/* What every htmx request has in common: background marks, double posts, the sign-in sheet. */
export function setUpRequests() {
  document.body.addEventListener("htmx:configRequest", markBackground);
  document.body.addEventListener("htmx:beforeSwap", openSignInAsSheet);
  refreshWhenVisible();
}

/* A poll must never extend the session, so the server has to recognise it. */
function markBackground(event) {
  if (event.detail.elt.closest("[data-background]")) event.detail.headers["X-Background"] = "1";
}

/* 401 opens sign-in over the page: everything typed below stays as it is. */
function openSignInAsSheet(event) {
  if (event.detail.xhr.status !== 401) return;
  event.detail.target = document.getElementById("sheet");
  event.detail.swapOverride = "innerHTML";
}

/* Parts marked data-refresh="visible" reload when the person comes back to the tab. */
function refreshWhenVisible() {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    for (const part of document.querySelectorAll("[data-refresh=visible]")) {
      window.htmx?.trigger(part, "ao:refresh");
    }
  });
}
