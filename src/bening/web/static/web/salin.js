// Copies the text that a button names. Without script the button stays hidden and the text can be selected.
for (const b of document.querySelectorAll("button[data-copy]")) {
  b.hidden = false;
  b.addEventListener("click", async () => {
    const text = document.getElementById(b.dataset.copy);
    try { await navigator.clipboard.writeText(text.value); } catch { text.focus(); text.select(); document.execCommand("copy"); }
    b.parentElement.querySelector("[role=status]").textContent = b.dataset.done;
  });
}
