// What is typed into a form and not sent yet stays in this tab, whatever else is done on its page. A form says
// data-keep="a name that only this form of this person has"; the element in it with data-kept is shown when something
// came back. Its hidden version comes back too, so that saving over somebody else's change is told as ever.
(() => {
  const PREFIX = "ketikan:";
  const key = (form) => PREFIX + form.dataset.keep;
  const isTicked = (field) => field.type === "radio" || field.type === "checkbox";
  const fields = (form) => [...form.elements].filter(
    (field) => field.name && field.willValidate && !["file", "password"].includes(field.type) && field.tagName !== "BUTTON");
  const read = (form) => fields(form).map((field) => (isTicked(field) ? field.checked : field.value));
  const version = (form) => form.elements.seen?.value ?? "";
  const write = (form, values) => fields(form).forEach((field, at) => {
    if (isTicked(field)) field.checked = values[at]; else field.value = values[at];
  });
  const keep = (form, isSent) => sessionStorage.setItem(key(form), JSON.stringify(
    { values: read(form), seen: version(form), fields: fields(form).map((field) => field.name), isSent }));
  const forget = (form) => sessionStorage.removeItem(key(form));

  const giveBack = (form) => {
    const kept = JSON.parse(sessionStorage.getItem(key(form)) ?? "null");
    if (!kept) return;
    const names = fields(form).map((field) => field.name);
    const shown = JSON.stringify(read(form));
    // Taken by the server; or a form of another shape by now; or what stands there anyway.
    const isTaken = kept.isSent && (!kept.seen || kept.seen !== version(form));
    if (isTaken || JSON.stringify(kept.fields) !== JSON.stringify(names) || JSON.stringify(kept.values) === shown) {
      forget(form);
      return;
    }
    const before = { values: read(form), seen: version(form) };
    write(form, kept.values);
    if (form.elements.seen) form.elements.seen.value = kept.seen;
    const note = form.querySelector("[data-kept]");
    if (!note) return;
    note.hidden = false;
    note.querySelector("button")?.addEventListener("click", () => {
      write(form, before.values);
      if (form.elements.seen) form.elements.seen.value = before.seen;
      forget(form);
      note.hidden = true;
    });
  };

  const changed = (event) => {
    const form = event.target.form;
    if (form?.dataset.keep) keep(form, false);
  };
  for (const name of ["input", "change"]) addEventListener(name, changed);
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.keep && sessionStorage.getItem(key(form))) keep(form, true);
    if (form.getAttribute("action") === "/keluar/") {
      Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => sessionStorage.removeItem(name));
    }
  });
  for (const form of document.querySelectorAll("form[data-keep]")) giveBack(form);
})();
