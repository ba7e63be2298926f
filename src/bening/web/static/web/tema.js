// The reader's choice of theme, kept in this browser alone. Without script the device decides.
(() => {
  const root = document.documentElement;
  const show = (theme) => {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    for (const b of document.querySelectorAll("button[name=tema]")) b.setAttribute("aria-pressed", String(b.value === theme));
  };
  let chosen = "";
  try { chosen = localStorage.getItem("tema") || ""; } catch { /* a private window */ }
  show(chosen);
  addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form.theme")) form.hidden = false;
    show(chosen);
  });
  addEventListener("click", (event) => {
    const b = event.target.closest?.("button[name=tema]");
    if (!b) return;
    event.preventDefault();
    show((chosen = b.value));
    try { localStorage.setItem("tema", chosen); } catch { /* a private window */ }
  });
})();
