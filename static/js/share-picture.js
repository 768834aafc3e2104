/* [data-share-picture]: a submit button whose formaction answers a form with a picture. The picture
   goes to the share sheet of the device, else it is downloaded, as it is without this script. */
const IS_PICTURE = /^image\//;
let kept = { url: "", file: null };

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-share-picture]");
  if (!button) return;
  event.preventDefault();
  const url = addressOf(button);
  try {
    const file = kept.url === url ? kept.file : await fetchPicture(url);
    if (!file) return button.form.submit();
    kept = { url, file };
    await hand(file, button);
  } catch {
    location.assign(url); // the browser shows what went wrong, and the answers stay in the address
  }
});

const addressOf = (button) => `${button.formAction.split("?")[0]}?${new URLSearchParams(new FormData(button.form))}`;

async function fetchPicture(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  const blob = await answer.blob();
  if (!IS_PICTURE.test(blob.type)) return null; // the page that says what needs fixing
  return new File([blob], nameOf(answer), { type: blob.type });
}

const nameOf = (answer) =>
  /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "simulasi.png";

async function hand(file, button) {
  if (!navigator.canShare?.({ files: [file] })) return download(file);
  try {
    await navigator.share({ files: [file] });
  } catch (error) {
    if (error.name === "NotAllowedError") askAgain(button); // the tap was too long ago
    else if (error.name !== "AbortError") download(file);
  }
}

function askAgain(button) {
  const label = button.querySelector("span");
  if (label) label.textContent = button.dataset.ready;
}

function download(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
