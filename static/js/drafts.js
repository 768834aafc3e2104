/* Drafts of forms marked data-draft-key, kept in this browser until saved or signed out.
   Identity numbers and passwords are never kept (data-no-draft, type=password, hidden, file). */
const PREFIX = "ao-draft:";
const POSTED = "ao-posted-draft";
const WAIT_MS = 400;
const timers = new WeakMap();

export function setUpDrafts() {
  document.addEventListener("input", onChange);
  document.addEventListener("change", onChange);
  document.addEventListener("submit", onSubmit);
  document.body.addEventListener("htmx:afterSwap", (event) => restoreIn(event.detail.target));
  document.body.addEventListener("htmx:afterRequest", onAnswer);
  dropForeign();
  settlePosted();
  restoreIn(document);
}

const owner = () => document.body.dataset.draftOwner ?? "";
const nameOf = (form) => `${PREFIX}${owner()}:${form.dataset.draftKey}`;

function onChange(event) {
  const form = event.target.form;
  if (!form?.dataset.draftKey) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keep(form), WAIT_MS));
}

function keptFields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name && !field.closest("[data-no-draft]") && !["hidden", "password", "file", "submit"].includes(field.type),
  );
}

function keep(form) {
  const values = keptFields(form).map((field) => [field.name, field.value, field.checked ?? null]);
  store(() => sessionStorage.setItem(nameOf(form), JSON.stringify(values)));
}

function restoreIn(root) {
  for (const form of root.querySelectorAll?.("form[data-draft-key]") ?? []) restore(form);
}

/* What the server sent wins over a draft: only untouched fields are filled. */
function restore(form) {
  const text = store(() => sessionStorage.getItem(nameOf(form)));
  if (!text || form.querySelector("[data-error-summary]")) return;
  for (const [name, value, checked] of JSON.parse(text)) {
    for (const field of keptFields(form).filter((candidate) => candidate.name === name)) fill(field, value, checked);
  }
}

function fill(field, value, checked) {
  if (["radio", "checkbox"].includes(field.type)) {
    if (field.value === value) field.checked = checked;
  } else if (!field.value) {
    field.value = value;
  }
}

/* A posted draft stays until a page without its form shows that it was saved (settlePosted). */
function onSubmit(event) {
  if (event.target.matches("[data-sign-out]")) return forgetAll(() => true);
  if (!event.target.dataset.draftKey) return undefined;
  keep(event.target);
  return store(() => sessionStorage.setItem(POSTED, event.target.dataset.draftKey));
}

/* Sign-in pages prove nothing: the session had ended and the answers are still wanted. */
function settlePosted() {
  if (document.body.classList.contains("ao-plain")) return;
  const key = store(() => sessionStorage.getItem(POSTED));
  if (!key) return;
  store(() => sessionStorage.removeItem(POSTED));
  const shown = [...document.querySelectorAll("form[data-draft-key]")];
  if (!shown.some((form) => form.dataset.draftKey === key)) forget(key);
}

function onAnswer(event) {
  const form = event.detail.elt.closest("form[data-draft-key]");
  if (form && event.detail.successful) forget(form.dataset.draftKey);
}

function forget(key) {
  store(() => sessionStorage.removeItem(`${PREFIX}${owner()}:${key}`));
}

function forgetAll(isWanted) {
  store(() => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && isWanted(key)) sessionStorage.removeItem(key);
    }
  });
}

/* Another person signed in on this device: the drafts of the one before are not his. */
function dropForeign() {
  if (owner()) forgetAll((key) => !key.startsWith(`${PREFIX}${owner()}:`));
}

/* Private windows may refuse storage; a draft is a comfort, never a condition. */
function store(action) {
  try {
    return action();
  } catch {
    return null;
  }
}
