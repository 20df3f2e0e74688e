// A reader's own option on the policy page: pasted, checked line by line, and compared in every table as one more option.
// Nothing pasted leaves the page or its address, and it is put into the page as text only.
"use strict";
(function () {
  const box = document.querySelector("#policy-own");
  const page = window.yaluPolicy;
  if (!box || !page) return;
  const { yaluOption: O, yaluFile: F, yaluChecks: C } = window;
  const { data, state } = page;
  const made = (name, text = "", more = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    return Object.assign(element, more);
  };
  const EXAMPLE = `id: my-escrow
title: "My escrow"
summary: "The partner pays into escrow, in two releases."
reversible_days: 60
sources: [foreign-affairs-2017]
talks:
  from: 2017-07-01
levers: as in escrow        # or a list: - {from: 2017-06-01, do: enforce}
obligations:
  - {step: freeze, does: "no test, no launch", verified_by: IAEA, within_days: 30}
  - {step: inspected, does: "inspectors in", verified_by: IAEA, within_days: 60}
payments:
  - id: deposit
    payer: "CHN"
    amount: 200000000       # whole dollars
    currency: USD
    custodian: "an escrow agent"
    deposit: 2017-07-01
    breach: return
    releases:
      - {after: freeze, amount: 50000000}
      - {after: inspected, amount: 150000000}
`;

  const policyOf = (key) => key.split("|")[/^[rb]\|/.test(key) ? 2 : 1];
  const keyed = (key, from, to) => key.split("|").map((part) => (part === from ? to : part)).join("|");
  /* The row, rows or cells of one option, wherever it stands in the page; a cell alone is a column of its table. */
  const unitsOf = (id) => {
    const found = new Set();
    for (const cell of document.querySelectorAll("[data-k*='|']")) {
      if (policyOf(cell.dataset.k) !== id) continue;
      const alone = (part) => part && [...part.querySelectorAll("[data-k]")].every((one) => policyOf(one.dataset.k) === id);
      const unit = ["tbody", "tr", "li"].map((name) => cell.closest(name)).find(alone);
      if (unit) found.add(unit);
      else if (cell.tagName === "TD") {
        found.add(cell);
        const head = cell.closest("table").tHead;
        if (head) found.add(head.rows[0].cells[cell.cellIndex]);
      }
    }
    return found;
  };
  const hidden = new Set();
  const show = (id, shown) => {
    if (hidden.has(id) !== shown) return; // as it stands: looking for its rows is slow
    hidden[shown ? "delete" : "add"](id);
    unitsOf(id).forEach((unit) => { unit.hidden = !shown; });
  };

  /* One more option in every table: the parts of a bundled one, emptied and named anew. */
  const like = () => data.options.map(({ policy }) => policy.id).find((id) => document.querySelector(`[data-k="f|${id}|dismantling|ok"]`));
  const added = new Map();
  const add = (policy, law) => {
    const from = like();
    if (!from || added.has(policy.id)) return;
    const parts = [];
    for (const unit of unitsOf(from)) {
      if ([...unit.querySelectorAll("[data-k^='u|']")].length) continue; // definitions of its own condition
      const copy = unit.cloneNode(true);
      for (const part of [copy, ...copy.querySelectorAll("*")]) {
        part.removeAttribute("id");
        if (part.dataset && part.dataset.k) part.dataset.k = keyed(part.dataset.k, from, policy.id);
      }
      for (const link of copy.querySelectorAll("a")) {
        const plain = made("span", link.dataset.k ? "–" : "");
        Object.assign(plain.dataset, link.dataset);
        link.replaceWith(plain);
      }
      name(copy, policy);
      empty(copy, policy, law);
      if (unit.matches("tbody, tr, li")) unit.parentElement.append(copy);
      else unit.parentElement.append(copy);
      copy.hidden = false;
      parts.push(copy);
    }
    added.set(policy.id, parts);
    page.forget();
  };
  const name = (copy, policy) => {
    const head = copy.matches("th") ? copy : copy.querySelector("th, .answer-name");
    if (!head) return;
    if (!head.matches(".answer-name")) head.textContent = policy.title;
    else {
      const word = head.querySelector("[data-k]");
      head.replaceChildren(made("span", policy.title), " ", made("span", policy.id, { className: "quiet" }), made("br"), ...(word ? [word] : []));
    }
    copy.querySelectorAll(".as-cased").forEach((part) => part.remove());
    const margin = copy.querySelector("[data-k^='margin|']");
    if (margin) margin.parentElement.replaceChildren(made("b", "Margin"), " ", margin, ".", ...(policy.not_counted.length ? [" ", made("b", "Not counted"), ` ${policy.not_counted.join(" ")}`] : []));
  };
  /* Cells that are not computed say so, and who pays is written anew. */
  const empty = (copy, policy, law) => {
    for (const cell of [copy, ...copy.querySelectorAll("[data-k]")]) if (cell.dataset.k && !cell.querySelector("[data-k]") && cell.textContent) cell.textContent = "–";
    for (const cell of copy.querySelectorAll(`[data-k^="w|"]`)) cell.textContent = cell.dataset.k.endsWith("better_if_it_fails") ? "" : "asked by the command below";
    if (!copy.querySelector("[data-k^='s|']")) return;
    const cells = [...copy.cells];
    const payers = [...new Set(policy.payments.flatMap((one) => O.sharesOf(one).map(([payer]) => payer)))].sort();
    for (const cell of cells) {
      if (cell.matches("th")) continue;
      if (cell.querySelector("[data-k*='|paid|']") || cell === cells[2]) {
        cell.replaceChildren(...payers.flatMap((payer) => {
          const paid = made("span", "–");
          const most = made("span", "–");
          paid.dataset.k = `s|${policy.id}|paid|${payer}`;
          most.dataset.k = `s|${policy.id}|most|${payer}`;
          return [`${payer} `, paid, " (at most ", most, ") "];
        }), payers.length ? "" : "nobody");
      } else if (!cell.dataset.k) cell.textContent = cell === cells[cells.length - 1] ? `${policy.reversible_days} days` : `${law.humanitarian} at the start`;
    }
  };
  const remove = (id) => {
    (added.get(id) || []).forEach((part) => part.remove());
    added.delete(id);
    page.forget();
  };

  const ids = data.options.map(({ policy }) => policy.id);
  const chosen = made("fieldset", "", { className: "own-options" });
  chosen.append(made("legend", "Options compared"));
  const ticks = new Map([...data.options, ...data.worked].map(({ policy }) => {
    const label = made("label");
    const tick = made("input", "", { type: "checkbox", checked: state.options.includes(policy.id), disabled: policy.id === data.baseline });
    label.append(tick, ` ${policy.title}${ids.includes(policy.id) ? "" : " (worked)"}`);
    chosen.append(label);
    tick.addEventListener("change", () => {
      state.options = page.known().filter((id) => ticks.get(id).checked);
      options();
      page.refresh("Computed for the options chosen. Regret is measured within them.");
      commands();
    });
    return [policy.id, tick];
  }));
  /* Rows of every option that is compared, and of no other. */
  const options = () => {
    for (const { policy, law } of data.worked) {
      if (state.options.includes(policy.id) && !state.own.some((one) => one.policy.id === policy.id)) add(O.filled(policy), law);
      else if (!state.own.some((one) => one.policy.id === policy.id)) remove(policy.id);
    }
    for (const id of ids) show(id, state.options.includes(id));
    for (const [id, tick] of ticks) tick.checked = state.options.includes(id);
  };

  const area = made("textarea", "", { id: "own-text", rows: 20, spellcheck: false, autocomplete: "off" });
  const label = made("label", "Your option as YAML, in the format of docs/policy-format.md", { htmlFor: "own-text" });
  const status = made("p", "", { id: "own-status" });
  status.setAttribute("role", "status");
  const faults = made("ol", "", { id: "own-faults", hidden: true });
  const command = made("pre", "", { id: "own-command", tabIndex: 0 });
  command.setAttribute("role", "region");
  command.setAttribute("aria-label", "The same from the command line");
  const levers = made("pre", "", { id: "own-levers", tabIndex: 0, hidden: true });
  levers.setAttribute("role", "region");
  levers.setAttribute("aria-label", "The levers written out");
  const button = (text, done) => {
    const one = made("button", text, { type: "button" });
    one.addEventListener("click", done);
    return one;
  };
  const clear = () => {
    for (const { policy } of state.own) remove(policy.id);
    state.own = [];
  };
  const lawOf = (policy) => {
    if (typeof policy.levers !== "string") return O.leversLaw(policy.levers, data);
    const from = policy.levers.slice("as in ".length);
    return O.lawOf([...data.options, ...data.worked].find((one) => one.policy.id === from).law);
  };
  const compare = () => {
    const { policy, faults: found } = F.readPolicy(area.value, data);
    faults.replaceChildren(...found.map((one) => made("li", `Line ${one.line}${one.path ? `, ${one.path}` : ""}: ${one.message}. Rule: ${one.rule}.`)));
    faults.hidden = !found.length;
    area.setAttribute("aria-invalid", String(found.length > 0));
    levers.hidden = true;
    if (found.length) {
      status.textContent = `${found.length} ${found.length === 1 ? "fault" : "faults"}; nothing was compared.`;
      return;
    }
    const whole = O.filled(policy);
    const beyond = C.beyond(whole);
    commands(whole);
    if (beyond) {
      status.textContent = beyond;
      return;
    }
    clear();
    state.options = state.options.filter((id) => id !== policy.id);
    state.own = [{ policy: whole, law: lawOf(whole) }];
    options();
    add(whole, state.own[0].law);
    status.textContent = `“${policy.title}” is compared with the others in the tables of this page. Its sources, and the goods and measures of its levers, are checked by the command below.`;
    page.refresh("Computed with your option.");
    commands(whole);
  };
  const takeOut = () => {
    clear();
    options();
    faults.hidden = true;
    status.textContent = "Your option is out of the tables.";
    page.refresh("Computed without your option.");
    commands();
  };
  /* A value in YAML's flow style; words that could be read as something else are quoted. */
  const flow = (value) => {
    if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
    if (value !== null && typeof value === "object") return `{${Object.entries(value).map(([key, one]) => `${key}: ${flow(one)}`).join(", ")}}`;
    return typeof value === "string" && !/^(\d{4}-\d{2}-\d{2}|[A-Za-z][A-Za-z0-9_-]*)$/.test(value) ? JSON.stringify(value) : String(value);
  };
  const commands = (policy = state.own.length ? state.own[0].policy : null) => {
    const names = state.options.join() === ids.join() ? [] : [...state.options.filter((id) => id !== data.baseline), ...(policy ? [policy.id] : [])];
    const sets = Object.entries(state.ranges).map(([range, [low, high]]) => `--set ${range}=${low}..${high}`);
    command.textContent = ["yalu policy compare", ...names, ...(policy ? ["--policies my-policy.yaml"] : []), ...sets].join(" ") + (document.body.dataset.asked ?? "") + (document.body.dataset.under ?? "")
      + (Object.keys(state.judged).length ? "\n# floors and thresholds of your own stand in a ranges file: --ranges my-ranges.yaml" : "");
    const from = policy && typeof policy.levers === "string" ? policy.levers.slice("as in ".length) : "";
    const source = from && [...data.options, ...data.worked].find((one) => one.policy.id === from);
    levers.hidden = !source;
    if (source) levers.textContent = `# in my-policy.yaml, in place of “levers: as in ${from}”\nlevers:${(source.policy.levers || []).map((lever) => `\n  - ${flow(lever)}`).join("") || " []"}`;
  };

  box.replaceChildren(chosen,
    made("p", "Paste an option to compare it in every table of this page. It stays in this page: it is not sent anywhere, and it is not in the address. "
      + "Levers that change measures need the law engine; write “levers: as in” and an option’s id to take over that option’s levers.", { className: "read" }),
    label, area, made("p", ""), status, faults, made("p", "The same from the command line, with every check and the margins looked for further:", { className: "quiet read" }), command, levers);
  box.querySelector("textarea + p").append(button("Check and compare", compare), " ", button("Put in an example", () => { area.value = EXAMPLE; area.focus(); }), " ", button("Take it out", takeOut));
  options();
  commands();
  document.addEventListener("policy-options", () => { options(); commands(); });
  document.addEventListener("policy-computed", () => commands());
  window.yaluOwn = { compare, EXAMPLE };
})();
