// Averages by era, recomputed in the page from the per-visit decisions printed into it.
"use strict";
(function () {
  const form = document.querySelector("#live-controls");
  if (!form) return;
  const data = JSON.parse(document.querySelector("#live-data").textContent);
  const body = document.querySelector("#live-table tbody");
  const caption = document.querySelector("#live-table caption");
  const counts = { c: 1, s: 1, u: 1, n: 0, q: 0, Q: 0 };

  // The same rules as the Python tally: a date that straddles an edge may count, and does not surely.
  const tally = (codes, windows) => {
    const sum = { count: 0, possible: 0, summits: 0, summitsPossible: 0 };
    data.visits.forEach(([, from, to], place) => {
      const code = codes[place];
      if (code === "n") return;
      const inside = windows.some(([start, end]) => from >= start && to <= end);
      const touching = windows.some(([start, end]) => to >= start && from <= end);
      const sure = inside && counts[code] === 1;
      if (sure) {
        sum.count += 1;
        if (code === "s") sum.summits += 1;
        if (code === "u") sum.summitsPossible += 1;
      } else if (touching) {
        sum.possible += 1;
        if (code === "s" || code === "u" || code === "Q") sum.summitsPossible += 1;
      }
    });
    return sum;
  };
  const cell = (row, text, className) => {
    const made = row.insertCell();
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const apply = () => {
    const rules = form.elements.rules.value;
    const scheme = form.elements.scheme.value;
    const weight = Number(form.elements.weight.value);
    if (!(weight >= 0)) return;
    const { codes, window } = data.rules[rules];
    body.replaceChildren();
    for (const era of data.eras[window][scheme]) {
      const sum = tally(codes, era.windows);
      const value = (sum.count + (weight - 1) * sum.summits) / era.years;
      const least = (sum.count + (weight - 1) * (sum.summits + (weight < 1 ? sum.summitsPossible : 0))) / era.years;
      const most = (sum.count + sum.possible + Math.max(weight - 1, 0) * (sum.summits + sum.summitsPossible)) / era.years;
      const row = body.insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      const mark = document.createElement("span");
      mark.className = `swatch ${era.side}`;
      head.append(mark, era.name);
      row.append(head);
      cell(row, data.sides[era.side]);
      cell(row, String(sum.count), "n");
      cell(row, String(sum.summits), "n");
      cell(row, era.years.toFixed(2), "n");
      cell(row, value.toFixed(2), "n").dataset.value = value;
      cell(row, sum.possible + sum.summitsPossible ? `${least.toFixed(2)}–${most.toFixed(2)}` : "none open", "n");
      cell(row, era.published ?? "", "n");
    }
    const label = (select) => select.options[select.selectedIndex].text;
    caption.textContent = `${label(form.elements.rules)}; ${label(form.elements.scheme)}; a summit weighs ${weight}`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
