// Everything here is a convenience: each page is complete without it.
"use strict";
(function () {
  const root = document.documentElement;
  const here = document.currentScript.dataset.root;

  // Light and dark, remembered.
  const toggle = document.querySelector(".theme");
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { if (toggle) toggle.textContent = isDark() ? "Light" : "Dark"; };
  // A chart that was made interactive has its colours written into it, so it is drawn again in the other ones.
  const recoloured = () => { name(); Object.keys(live).forEach(show); };
  name();
  toggle?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("yalu-theme", root.dataset.theme); } catch { /* private window */ }
    recoloured();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => recoloured());

  // Paper has no summaries to click; what was opened for it is closed again.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open])")];
    unfolded.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => unfolded.splice(0).forEach((fold) => { fold.open = false; }));

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
      navigator.clipboard?.writeText(text.textContent).then(() => {
        copy.textContent = "Copied";
        copy.setAttribute("aria-label", `Copied: ${text.dataset.copy}`);
      });
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
  const specs = {}, still = {}, live = {};
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
  const show = (slug) => {
    const { wide, narrow, tokens } = specs[slug];
    return window.vegaEmbed(live[slug], themed(live[slug].roomy ? wide : narrow, tokens), { actions: false, renderer: "svg", tooltip: { theme: isDark() ? "dark" : "light" } });
  };
  document.querySelectorAll("button[data-figure]").forEach((button) => {
    button.addEventListener("click", async () => {
      const slug = button.dataset.figure;
      const chart = document.querySelector(`#chart-${slug}`);
      if (live[slug]) {
        chart.replaceChildren(...still[slug]);
        delete live[slug];
        button.textContent = "Make interactive";
        return;
      }
      button.textContent = "Loading …";
      try {
        if (!window.vegaEmbed) await load("static/vega.js");
        if (!specs[slug]) await load(`figures/${slug}.js`);
        still[slug] = [...chart.children];
        live[slug] = Object.assign(document.createElement("div"), { className: "live", roomy: chart.clientWidth >= 688 });
        chart.replaceChildren(live[slug]);
        await show(slug);
        button.textContent = "Back to the picture";
      } catch (problem) {
        button.textContent = `Could not load ${problem.message}; try again`;
      }
    });
  });
})();
