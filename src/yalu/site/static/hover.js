// The row behind each mark of a chart: under the pointer, and by arrow keys on a chart that has the focus.
"use strict";
(function () {
  const PARTS = " ¦ ", NEAR = 22;
  const charts = [...document.querySelectorAll(".chart")].filter((chart) => chart.querySelector("[data-row]"));
  if (!charts.length) return;

  const box = document.createElement("div");
  box.className = "row-box";
  box.setAttribute("role", "status");
  const hint = document.createElement("p");
  hint.id = "row-hint";
  hint.hidden = true;
  hint.textContent = "Arrow keys go through the values.";
  document.body.append(hint, box);

  // On a narrow drawing “#3” stands for the row of the wide one's mark number 3.
  const rowOf = (chart, mark) => {
    const said = mark.dataset.row;
    return said.startsWith("#") ? chart.querySelectorAll(".wide [data-row]")[said.slice(1)].dataset.row : said;
  };
  const marksOf = (chart) => [...chart.querySelectorAll("[data-row]")].filter((mark) => mark.getClientRects().length);

  let shown = null;
  const hide = () => {
    shown?.classList.remove("row-on");
    shown = null;
    box.classList.remove("on");
    box.replaceChildren();
  };
  const show = (chart, mark) => {
    if (shown === mark) return;
    hide();
    shown = mark;
    mark.classList.add("row-on");
    box.append(...rowOf(chart, mark).split(PARTS).map((part) => {
      const line = document.createElement("div");
      line.textContent = part;
      return line;
    }));
    box.classList.add("on");
    const at = mark.getBoundingClientRect(), size = box.getBoundingClientRect(), room = document.documentElement.clientWidth;
    const middle = Math.min(at.right, room) / 2 + Math.max(at.left, 0) / 2;
    const left = Math.max(6, Math.min(middle - size.width / 2, room - size.width - 6));
    const top = at.top - size.height - 8 > 0 ? at.top - size.height - 8 : at.bottom + 8;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  };

  // The mark under the pointer, else the nearest one that a finger could have meant.
  const found = (chart, event) => {
    const under = event.target.closest?.("[data-row]");
    let best = under, least = NEAR;
    if (!under || under.getBoundingClientRect().width > 2 * NEAR) {
      for (const mark of marksOf(chart)) {
        const { left, right, top, bottom, width } = mark.getBoundingClientRect();
        if (under && width > 2 * NEAR) continue;
        const far = Math.hypot((left + right) / 2 - event.clientX, (top + bottom) / 2 - event.clientY);
        if (far < least) { best = mark; least = far; }
      }
    }
    return best;
  };

  for (const chart of charts) {
    chart.tabIndex = 0;
    chart.setAttribute("role", "group");
    chart.setAttribute("aria-labelledby", `${chart.id.replace(/^chart-/, "")}-t`);
    chart.setAttribute("aria-describedby", hint.id);
    const point = (event) => {
      const mark = found(chart, event);
      if (mark) show(chart, mark); else if (document.activeElement !== chart) hide();
    };
    chart.addEventListener("pointermove", point);
    chart.addEventListener("pointerdown", point);
    chart.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
    chart.addEventListener("blur", hide);
    chart.addEventListener("keydown", (event) => {
      const marks = marksOf(chart), place = marks.indexOf(shown), last = marks.length - 1;
      const next = { ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: last }[event.key];
      if (event.key === "Escape") hide();
      if (next === undefined || !marks.length || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      show(chart, marks[Math.max(0, Math.min(next, last))]);
    });
  }
  addEventListener("pointerdown", (event) => { if (!event.target.closest?.(".chart")) hide(); });
  addEventListener("resize", hide);
})();
