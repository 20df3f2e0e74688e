// Everything here is a convenience: each page is complete without it.
"use strict";
(function () {
  const root = document.documentElement;
  const here = document.currentScript.dataset.root;

  // Light and dark, remembered.
  const toggle = document.querySelector(".theme");
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { toggle.textContent = isDark() ? "Light" : "Dark"; };
  if (toggle) {
    toggle.hidden = false;
    name();
    toggle.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("yalu-theme", root.dataset.theme); } catch { /* private window */ }
      name();
    });
  }

  // Paper has no summaries to click.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));

  // The embed snippet knows its address only where the page is published.
  document.querySelectorAll("textarea.snippet").forEach((area) => {
    if (location.protocol !== "file:") area.value = area.value.replace(/src="[^"]*"/, () => `src="${new URL(area.dataset.src, location.href)}"`);
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = "Copy";
    copy.addEventListener("click", () => { area.select(); navigator.clipboard?.writeText(area.value); copy.textContent = "Copied"; });
    area.after(copy);
  });

  // Interactive charts: the bundle and the spec are loaded when asked for, from this site; the same button leads back.
  const specs = {}, still = {};
  window.yaluSpec = (slug, spec) => { specs[slug] = spec; };
  const load = (src) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = here + src;
    script.onload = done;
    script.onerror = () => failed(new Error(src));
    document.head.append(script);
  });
  const themed = (spec, tokens) => {
    const style = getComputedStyle(root);
    let text = JSON.stringify(spec);
    for (const [colour, token] of Object.entries(tokens)) {
      text = text.replaceAll(`"${colour}"`, JSON.stringify(style.getPropertyValue("--" + token).trim()));
    }
    return JSON.parse(text);
  };
  document.querySelectorAll("button[data-figure]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const slug = button.dataset.figure;
      const chart = document.querySelector(`#chart-${slug}`);
      if (chart.querySelector(".live")) {
        chart.replaceChildren(...still[slug]);
        button.textContent = "Make interactive";
        return;
      }
      button.textContent = "Loading …";
      try {
        if (!window.vegaEmbed) await load("static/vega.js");
        if (!specs[slug]) await load(`figures/${slug}.js`);
        const { wide, narrow, tokens } = specs[slug];
        const live = document.createElement("div");
        live.className = "live";
        const roomy = chart.clientWidth >= 688;
        still[slug] = [...chart.children];
        chart.replaceChildren(live);
        await window.vegaEmbed(live, themed(roomy ? wide : narrow, tokens), { actions: false, renderer: "svg", tooltip: { theme: isDark() ? "dark" : "light" } });
        button.textContent = "Back to the picture";
      } catch (problem) {
        button.textContent = `Could not load ${problem.message}; try again`;
      }
    });
  });

  // The law on a day: every card is there, this names the state of each and hides some.
  document.querySelectorAll("form[data-law]").forEach((form) => {
    form.hidden = false;
    const list = document.getElementById(form.dataset.law);
    const cards = [...list.querySelectorAll(".measure")];
    const count = form.querySelector("output");
    const names = { in: "in force", not: "not yet in force", ended: "ended", never: "never in force" };
    const apply = () => {
      const day = form.elements.on.value;
      const wanted = form.elements.state.value;
      const words = form.elements.words.value.trim().toLowerCase();
      let shown = 0;
      for (const card of cards) {
        const { from, until } = card.dataset;
        const state = !day ? "" : until && until <= from ? "never" : day < from ? "not" : until && day >= until ? "ended" : "in";
        card.querySelector(".state").textContent = day ? names[state] : "";
        const keep = (!wanted || state === wanted) && (!words || card.textContent.toLowerCase().includes(words));
        card.hidden = !keep;
        shown += keep;
      }
      list.querySelectorAll(".instrument").forEach((group) => { group.hidden = !group.querySelector(".measure:not([hidden])"); });
      count.textContent = `${shown} of ${cards.length} measures`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
    const open = () => { const card = location.hash.startsWith("#m-") && document.getElementById(location.hash.slice(1)); if (card) { card.hidden = false; card.closest(".instrument").hidden = false; card.querySelector("details").open = true; card.scrollIntoView(); } };
    addEventListener("hashchange", open);
    open();
  });

  // Filters over long tables: the rows are all there, this hides some.
  document.querySelectorAll("form[data-filter]").forEach((form) => {
    form.hidden = false;
    const rows = [...document.querySelectorAll(`#${form.dataset.filter} tbody tr`)];
    const count = form.querySelector("output");
    const apply = () => {
      const kind = form.elements.kind.value;
      const words = form.elements.words.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        const keep = (!kind || row.dataset.k === kind) && (!words || row.textContent.toLowerCase().includes(words));
        row.hidden = !keep;
        shown += keep;
      }
      count.textContent = `${shown} of ${rows.length} rows`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  });
})();
