/* Light, dark or the device's choice. The server writes the first value, so nothing flashes. */
const root = document.documentElement;

function remember(theme) {
  document.cookie = `ao_theme=${theme};path=/;max-age=31536000;samesite=lax`;
}

export function setUpTheme() {
  if (root.dataset.bsTheme === "auto") {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
    follow();
    dark.addEventListener("change", follow);
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    remember(next);
  });
}
