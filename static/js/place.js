/* [data-place="id of a text field"]: a button that writes where the device is into the field. It is
   hidden until this script runs, and asks the browser only after a tap. Rounded to about 100 m. */
const DECIMALS = 3;

for (const button of document.querySelectorAll("[data-place]")) {
  if (!("geolocation" in navigator)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      (found) => write(button, found.coords),
      () => say(button, button.dataset.refused),
      { maximumAge: 60000, timeout: 10000 },
    );
  });
}

function write(button, { latitude, longitude }) {
  const field = document.getElementById(button.dataset.place);
  field.value = `${latitude.toFixed(DECIMALS)}, ${longitude.toFixed(DECIMALS)}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  say(button, "");
}

function say(button, text) {
  button.disabled = false;
  const note = document.getElementById(button.getAttribute("aria-describedby"));
  if (text && note) note.textContent = text;
}
