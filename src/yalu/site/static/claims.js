// Limits the table of claims. Without this the plain links above it do the same, one at a time.
"use strict";
document.querySelectorAll("form[data-claims]").forEach((form) => {
  const rows = [...document.querySelectorAll(`#${form.dataset.claims} tbody tr`)];
  const count = form.querySelector("output");
  const chosen = [...form.querySelectorAll("select")];
  const plain = document.querySelector(".plain-filter");
  const apply = () => {
    const words = form.elements.words.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const keep = chosen.every((box) => !box.value || row.dataset[box.name] === box.value) && (!words || row.textContent.toLowerCase().includes(words));
      row.hidden = !keep;
      shown += keep;
    }
    count.textContent = `${shown} of ${rows.length} statements`;
  };
  // A plain link that was followed becomes a choice of the form, and no longer hides rows by itself.
  const adopt = () => {
    const [, key, value] = /^#only-([a-z]+)-(.+)$/.exec(decodeURIComponent(location.hash)) || [];
    const box = key && form.elements[key];
    if (!box) return;
    form.reset();
    box.value = value;
    location.replace("#all");
    apply();
  };
  form.hidden = false;
  if (plain) plain.hidden = true;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", adopt);
  adopt();
  apply();
});
