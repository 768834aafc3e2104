/* After signing in on the sheet the page goes on as it was, with the new form token. */
export function setUpSession() {
  document.body.addEventListener("ao:signed-in", (event) => {
    const { csrf, owner } = event.detail;
    const before = document.body.dataset.draftOwner;
    if (before && before !== owner) return location.assign("/");
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": csrf }));
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = csrf;
    return undefined;
  });
}
