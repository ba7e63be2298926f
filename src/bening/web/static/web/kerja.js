// Makes the workbench quicker to use; each thing here also works without it.
(() => {
  const zone = (event) => event.target.closest?.(".drop");
  for (const name of ["dragenter", "dragover"]) addEventListener(name, (e) => zone(e)?.classList.add("is-over"));
  for (const name of ["dragleave", "drop"]) addEventListener(name, (e) => zone(e)?.classList.remove("is-over"));
  addEventListener("change", (e) => {
    const list = zone(e)?.querySelector("[data-chosen]");
    if (list) list.textContent = [...e.target.files].map((file) => file.name).join(", ");
  });
  // "/" goes to the search of the page, as in other tools.
  addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const search = document.querySelector("main input[type=search]");
    if (search) { e.preventDefault(); search.focus(); }
  });
  // A form that is on its way cannot be sent twice.
  addEventListener("submit", (e) => {
    const button = e.submitter;
    if (e.target.method !== "post" || !button) return;
    if (button.getAttribute("aria-busy") === "true") { e.preventDefault(); return; }
    button.setAttribute("aria-busy", "true");
    setTimeout(free, 8000);
  });
  const free = () => {
    for (const b of document.querySelectorAll("form button[aria-busy=true]")) b.removeAttribute("aria-busy");
  };
  for (const name of ["pageshow", "htmx:afterRequest"]) addEventListener(name, free);
})();
