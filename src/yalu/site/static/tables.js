// Every long table and list gets a box for words, choices for its facets, sorting, and a count. The rows are all in
// the page; this hides and reorders them, and keeps what was asked in the address.
//   <th data-facet>         a choice of the column's values; "list" for cells such as "events 2, visits 3"; data-v stands for a cell's text
//   data-facets="a b"       on the table or list: choices of the rows' own data-a, data-b
//   data-rows=".card"       a list that is no table: what a row of it is; data-noun says what rows are called
//   data-dated              rows have data-from and data-until: a day, and the state of each row on it
//   data-plain              a table to be left alone
"use strict";
(function () {
  const LONG = 25;
  const MONTHS = "january february march april may june july august september october november december".split(" ");
  const STATES = { in: "in force that day", not: "not yet in force", ended: "ended", never: "never in force" };
  const SHORT = { in: "in force", not: "not yet in force", ended: "ended", never: "never in force" };
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const fold = (text) => text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC");
  const make = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };
  const labelled = (text, field) => make("label", {}, text, field);
  const textOf = (cell) => (cell ? cell.textContent.trim().replace(/\s+/g, " ") : "");

  // A date as a reader says it or as ISO writes it, or the first of a span, as a number that sorts; a year alone comes before its months.
  const dateOf = (text) => {
    const iso = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?\b/.exec(text);
    if (iso) return Number(iso[1]) * 10000 + Number(iso[2] || 0) * 100 + Number(iso[3] || 0);
    const said = /^(?:about |the )?(?:(\d{1,2}) )?(?:([A-Za-z]+) )?(?:to (?:\d{1,2} )?[A-Za-z]+ )?(\d{4})(?!\d)/.exec(text);
    const month = said && said[2] ? MONTHS.indexOf(said[2].toLowerCase()) + 1 : 0;
    return !said || (said[2] && !month) ? NaN : Number(said[3]) * 10000 + month * 100 + Number(said[1] || 0);
  };
  const numberOf = (text) => {
    const found = /[-−]?\d[\d,]*(?:\.\d+)?/.exec(text);
    return found ? Number(found[0].replace(/,/g, "").replace("−", "-")) : NaN;
  };
  // How a column is put in order: by number or date where nearly every cell is one, else by its words.
  const keysOf = (texts, numeric) => {
    const said = texts.filter(Boolean);
    for (const read of numeric ? [numberOf] : [dateOf, (t) => (/^[-−]?[\d,.]+\s?%?$/.test(t) ? numberOf(t) : NaN)]) {
      if (said.filter((text) => !Number.isNaN(read(text))).length >= said.length * 0.8) return texts.map((text) => (text ? read(text) : NaN));
    }
    return texts;
  };
  const compare = (one, two) => {
    const none = (key) => key === "" || Number.isNaN(key);
    if (none(one) || none(two)) return none(one) - none(two);
    if (typeof one === "number" && typeof two === "number") return one - two;
    // Among words, what begins with a number goes by the number: 1.25 before 1.8, 900 before 4,000.
    const numbers = [one, two].every((key) => /^[-−]?\d/.test(key)) ? numberOf(one) - numberOf(two) : 0;
    return numbers || order.compare(String(one), String(two));
  };

  const lists = [];
  const rowsIn = (box) => (box.dataset.rows ? [...box.querySelectorAll(box.dataset.rows)] : box.tBodies.length === 1 ? [...box.tBodies[0].rows] : []);
  const boxes = [...document.querySelectorAll("main table:not([data-plain]), main [data-rows]")].filter((box) => rowsIn(box).length > LONG || "dated" in box.dataset);
  // The page's own list has the short address; other tables, and those behind figures, carry a name before each part.
  const first = boxes.find((box) => !box.closest("figure"));
  for (const box of boxes) lists.push(listOf(box, rowsIn(box), box === first ? "" : `${box.id || box.closest("[id]").id}.`));

  function listOf(box, rows, prefix) {
    const table = box.tagName === "TABLE" ? box : null;
    const noun = box.dataset.noun || "rows";
    const name = table ? textOf(table.caption) : box.dataset.name || noun;
    const form = make("form", { className: "controls table-controls", role: "search" });
    form.setAttribute("aria-label", `Filter: ${name.slice(0, 80)}`);
    const words = make("input", { type: "search", name: "words", autocomplete: "off" });
    const count = make("output", { className: "quiet" });
    const list = { box, rows, prefix, form, words, count, facets: [], sort: "", heads: new Map() };
    const heads = table && table.tHead ? [...table.tHead.rows[table.tHead.rows.length - 1].cells] : [];

    // Two columns may have one title: the second is distinguished, or the two would be one in the address.
    const apart = (name, taken) => { let key = name; for (let number = 2; taken(key); number += 1) key = `${name}-${number}`; return key; };
    const facet = (name, title, values) => {
      const key = apart(name, (one) => list.facets.some((facet) => facet.key === one));
      const tally = new Map();
      values.flat().filter(Boolean).forEach((value) => tally.set(value, (tally.get(value) || 0) + 1));
      if (tally.size < 2) return;
      const select = make("select", { name: key }, make("option", { value: "", textContent: "all" }));
      for (const value of [...tally.keys()].sort(order.compare)) {
        select.append(make("option", { value, textContent: `${value.length > 60 ? value.slice(0, 59) + "…" : value} (${tally.get(value)})` }));
      }
      list.facets.push({ key, select, values });
      form.append(labelled(title, select));
    };
    if ("dated" in box.dataset) {
      list.day = make("input", { type: "date", name: "on", value: box.dataset.dated, defaultValue: box.dataset.dated });
      list.state = make("select", { name: "state" }, make("option", { value: "", textContent: "all" }),
        ...Object.entries(STATES).map(([value, textContent]) => make("option", { value, textContent })));
      form.append(labelled("State on", list.day), labelled("Show", list.state));
    }
    heads.forEach((head, column) => {
      if ("facet" in head.dataset) facet(slug(textOf(head)), textOf(head), rows.map((row) => {
        const cell = row.cells[column];
        const said = cell && cell.dataset.v !== undefined ? cell.dataset.v : textOf(cell);
        return head.dataset.facet === "list" ? said.split(", ").map((part) => part.replace(/ \d+$/, "")) : [said];
      }));
    });
    for (const key of (box.dataset.facets || "").split(" ").filter(Boolean)) {
      facet(key, key[0].toUpperCase() + key.slice(1), rows.map((row) => [row.dataset[key] || ""]));
    }
    form.append(labelled(box.dataset.words || "Words", words), make("button", { type: "reset", textContent: "Clear" }), count);

    heads.forEach((head, column) => {
      const title = textOf(head);
      if (!title || head.colSpan > 1) return;
      const key = apart(slug(title), (one) => list.heads.has(one));
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.append(button);
      list.heads.set(key, { head, button, keys: null, column, numeric: head.classList.contains("n") });
      button.addEventListener("click", () => {
        list.sort = list.sort === key ? `-${key}` : list.sort === `-${key}` ? "" : key;
        apply(list);
        remember(true);
      });
    });
    list.texts = null;
    const before = table ? table.closest(".scroll") || table : box;
    before.before(form);
    let typing = false;
    form.addEventListener("input", (event) => {
      apply(list);
      // A word typed is one step back, not one for each letter.
      remember(event.target !== words || !typing);
      typing = event.target === words;
    });
    words.addEventListener("blur", () => { typing = false; });
    form.addEventListener("reset", () => setTimeout(() => { list.sort = ""; apply(list); remember(true); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    return list;
  }

  function slug(text) { return fold(text).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, ""); }

  function stateOn(row, day) {
    const { from, until } = row.dataset;
    return !day ? "" : until && until <= from ? "never" : day < from ? "not" : until && day >= until ? "ended" : "in";
  }

  function apply(list) {
    list.texts ||= list.rows.map((row) => fold(row.textContent));
    const wanted = fold(list.words.value).split(/\s+/).filter(Boolean);
    const chosen = list.facets.filter((facet) => facet.select.value);
    let shown = 0;
    list.rows.forEach((row, place) => {
      let keep = wanted.every((word) => list.texts[place].includes(word)) && chosen.every((facet) => facet.values[place].includes(facet.select.value));
      if (list.day) {
        const state = stateOn(row, list.day.value);
        row.querySelector(".state").textContent = SHORT[state] || "";
        keep = keep && (!list.state.value || !list.day.value || state === list.state.value);
      }
      row.hidden = !keep;
      shown += keep;
    });
    list.box.querySelectorAll("[data-group]").forEach((group) => { group.hidden = !list.rows.some((row) => !row.hidden && group.contains(row)); });
    list.count.textContent = `${shown} of ${list.rows.length} ${list.box.dataset.noun || "rows"}`;
    sort(list);
  }

  function sort(list) {
    const key = list.sort.replace(/^-/, "");
    for (const [name, { head }] of list.heads) {
      if (name === key) head.setAttribute("aria-sort", list.sort[0] === "-" ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    const by = list.heads.get(key);
    if ((list.sorted || "") === list.sort || (key && !by)) return;
    list.sorted = list.sort;
    const places = list.rows.map((_, place) => place);
    if (by) {
      by.keys ||= keysOf(list.rows.map((row) => textOf(row.cells[by.column])), by.numeric);
      const down = list.sort[0] === "-";
      const none = (place) => by.keys[place] === "" || Number.isNaN(by.keys[place]);
      // What is not said comes last, whichever way the rest is put.
      places.sort((a, b) => compare(by.keys[a], by.keys[b]) * (down && !none(a) && !none(b) ? -1 : 1) || a - b);
    }
    list.box.tBodies[0].append(...places.map((place) => list.rows[place]));
  }

  function fields(list) {
    return [...list.facets.map((facet) => [facet.key, facet.select]), ...(list.day ? [["on", list.day], ["state", list.state]] : []), ["words", list.words]];
  }

  function remember(step) {
    const asked = new URLSearchParams(location.search);
    for (const list of lists) {
      for (const [key, field] of [...fields(list), ["sort", { value: list.sort, defaultValue: "" }]]) {
        if (field.value && field.value !== (field.defaultValue ?? "")) asked.set(list.prefix + key, field.value);
        else asked.delete(list.prefix + key);
      }
    }
    const address = location.pathname + (String(asked) && `?${asked}`) + location.hash;
    try { history[step ? "pushState" : "replaceState"](null, "", address); } catch { /* a browser that keeps no states of files */ }
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    for (const list of lists) {
      for (const [key, field] of fields(list)) {
        const wanted = asked.get(list.prefix + key);
        field.value = wanted ?? field.defaultValue ?? "";
        // What is no choice, or no day, is as if it had not been asked.
        if ((wanted && !field.value) || field.selectedIndex === -1) field.value = field.defaultValue ?? "";
      }
      const sort = asked.get(`${list.prefix}sort`) || "";
      list.sort = list.heads.has(sort.replace(/^-/, "")) ? sort : "";
      apply(list);
      const folded = list.box.closest("details");
      if (folded && [...fields(list), ["sort"]].some(([key]) => asked.has(list.prefix + key))) folded.open = true;
    }
  }

  // What an address points at is shown, whatever the filters say, and opened where it is folded.
  function point() {
    let name = "";
    try { name = decodeURIComponent(location.hash.slice(1)); } catch { /* no address of ours */ }
    const target = name && document.getElementById(name);
    if (!target) return;
    const hidden = lists.find((list) => list.rows.some((row) => row.hidden && row.contains(target)));
    if (hidden) {
      for (const [, field] of fields(hidden)) field.value = field.defaultValue ?? "";
      apply(hidden);
      remember(false);
    }
    const folded = target.matches("details") ? target : target.closest("details") || target.querySelector("details");
    if (folded) folded.open = true;
    if (hidden || folded) target.scrollIntoView();
  }
  // On paper a heading is repeated on every page only where nothing in it can be pressed.
  const heads = lists.flatMap((list) => [...list.heads.values()]);
  addEventListener("beforeprint", () => heads.forEach(({ button }) => button.replaceWith(...button.childNodes)));
  addEventListener("afterprint", () => heads.forEach(({ head, button }) => {
    button.append(...head.childNodes);
    head.append(button);
  }));
  addEventListener("popstate", restore);
  addEventListener("hashchange", point);
  restore();
  point();
})();
