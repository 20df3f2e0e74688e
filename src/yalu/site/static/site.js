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
  // The search: its script and index are loaded when somebody goes to the box.
  document.querySelectorAll("form.find, #search").forEach((form) => {
    form.hidden = false;
    const begin = () => (window.yaluSearch ? Promise.resolve() : load("static/search.js")).then(() => window.yaluSearch(form, here, load));
    if (form.id === "search") begin();
    else form.addEventListener("focusin", begin, { once: true });
  });
  document.querySelectorAll("button[data-figure]").forEach((button) => {
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
})();
