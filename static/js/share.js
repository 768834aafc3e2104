/* data-share-text (the text) or data-share-from (id of the element that holds it). */
import { showToast } from "./toast.js";

export function setUpShare() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-share-text],[data-share-from]");
    if (!button) return;
    event.preventDefault();
    await share(button);
  });
}

async function share(button) {
  const text = button.dataset.shareText ?? textOf(button.dataset.shareFrom);
  try {
    if (navigator.share && !button.hasAttribute("data-copy")) await navigator.share({ text });
    else await copy(text, button);
  } catch (error) {
    if (error.name !== "AbortError") select(button.dataset.shareFrom);
  }
}

const textOf = (id) => {
  const source = document.getElementById(id);
  return source?.value ?? source?.textContent ?? "";
};

async function copy(text, button) {
  await navigator.clipboard.writeText(text);
  showToast({ text: button.dataset.copied ?? button.textContent.trim() });
}

/* No clipboard either: the text is selected, so that the person can copy it himself. */
function select(id) {
  const source = document.getElementById(id);
  if (source) getSelection().selectAllChildren(source);
}
