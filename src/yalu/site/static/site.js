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

  // Text to take along gets a button; a path in it becomes an address where the page is published.
  document.querySelectorAll("pre[data-copy]").forEach((text) => {
    const { path } = text.dataset;
    if (path && location.protocol !== "file:") text.textContent = text.textContent.replace(path, () => new URL(here + path, location.href));
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", `Copy: ${text.dataset.copy}`);
    copy.addEventListener("click", () => {
      getSelection().selectAllChildren(text);
      navigator.clipboard?.writeText(text.textContent).then(() => { copy.textContent = "Copied"; });
    });
    text.after(copy);
  });
  const unfold = () => { const fold = location.hash && document.getElementById(location.hash.slice(1))?.closest("details"); if (fold) fold.open = true; };
  addEventListener("hashchange", unfold);
  unfold();

  // A frame tells the page around it how high it is.
  if (document.body.classList.contains("embed") && parent !== window) {
    new ResizeObserver(() => parent.postMessage({ yaluHeight: Math.ceil(document.body.getBoundingClientRect().height) }, "*")).observe(document.body);
  }

  // Interactive charts: the bundle and the spec are loaded when asked for, from this site.
  const specs = {};
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
      button.disabled = true;
      button.textContent = "Loading …";
      try {
        if (!window.vegaEmbed) await load("static/vega.js");
        if (!specs[slug]) await load(`figures/${slug}.js`);
        const chart = document.querySelector(`#chart-${slug}`);
        const { wide, narrow, tokens } = specs[slug];
        const live = document.createElement("div");
        live.className = "live";
        const roomy = chart.clientWidth >= 688;
        chart.replaceChildren(live);
        await window.vegaEmbed(live, themed(roomy ? wide : narrow, tokens), { actions: false, renderer: "svg", tooltip: true });
        button.remove();
      } catch (problem) {
        button.disabled = false;
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
