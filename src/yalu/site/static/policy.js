// The policy page, computed again in the page when a reader moves a range, a floor or a threshold, or brings an option.
// Every number stands in the page already; this only replaces it. The formulas stand in policy-model.js and its neighbours.
"use strict";
(function () {
  const data = window.yaluPolicyData;
  if (!data) return;
  const { yaluModel: M, yaluJudge: J, yaluOption: O, yaluMargins: G } = window;
  const SEEDS = 8;
  const SLICE = 40; // milliseconds of work before the page may answer the reader again
  let turn = 0;
  const ids = data.options.map(({ policy }) => policy.id);
  const state = { ranges: {}, judged: {}, options: ids, own: [], kept: 1 };
  const spoken = J.spoken;

  // The same words as rooms/policy_words.py.
  const NUDGE = 1e-9;
  const fixed = (value, places) => value.toFixed(places).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const number = (value, name = "") => {
    if (value === null || value === undefined) return "–";
    const text = fixed(Math.abs(value) + NUDGE, name === "freeze_months" || name === "breach_visible" ? 1 : 0);
    return value < 0 && Number(text.replaceAll(",", "")) ? `−${text}` : text;
  };
  const percent = (value) => `${(value * 100 + NUDGE).toFixed(1)} %`;
  /* With the digits that all seeds agree on, else from to. */
  const spans = (low, high) => {
    const rounded = (share, places) => J.even(share * 100, places).toFixed(places);
    const places = [1, 0].find((count) => rounded(low, count) === rounded(high, count));
    if (places === undefined) return `${rounded(low, 0)}–${rounded(high, 0)} %`;
    if (Number(rounded(low, places)) === 0 && high > 0) return `at most ${percent(high)}`;
    if (Number(rounded(low, places)) === 100 && low < 1) return `at least ${percent(low)}`;
    return `${rounded(low, places)} %`;
  };
  const stable = (low, high) => {
    const rounded = (value, places) => fixed(J.even(value, places), places);
    for (const places of [1, 0]) if (rounded(low, places) === rounded(high, places)) return rounded(low, places);
    return `${rounded(low, 0)}–${rounded(high, 0)}`;
  };

  let cells = null;
  const cellsOf = (key) => {
    if (!cells) {
      cells = new Map();
      document.querySelectorAll("[data-k]").forEach((cell) => { cells.set(cell.dataset.k, [...(cells.get(cell.dataset.k) || []), cell]); });
    }
    return cells.get(key) || [];
  };
  const put = (key, text) => cellsOf(key).forEach((cell) => { if (cell.textContent !== text) cell.textContent = text; });
  const mark = (key, word) => cellsOf(key).forEach((cell) => { cell.dataset.v = word; });

  /* What a row has to spare of the floor that is nearest, or by how much floors are broken. */
  const spare = (row, set) => {
    const floored = set.measures.map(([name]) => ({ name, floor: set.judged[name].floor, ...row.measures[name] })).filter((one) => one.floor !== null && one.against !== null && one.against !== undefined);
    const beyond = floored.filter((one) => one.within === false);
    if (beyond.length) return beyond.map((one) => `${spoken(one.name)} ${number(-one.against - one.floor)} beyond ${number(one.floor)}`).join("; ");
    const least = floored.filter((one) => one.floor).sort((a, b) => a.against / a.floor - b.against / b.floor)[0];
    if (row.verdict === "no_deal" || !least) return "";
    return `${spoken(least.name)} ${number(Math.min(least.against, 0) + least.floor)} to spare of ${number(least.floor)}`;
  };
  const showRow = (row, set) => {
    const key = `f|${row.policy}|${row.defects}`;
    put(`${key}|ok`, data.verdicts[row.verdict]);
    mark(`${key}|ok`, row.verdict);
    put(`${key}|broken`, row.broken.length ? row.broken.map(spoken).join(", ") : row.because);
    put(`${key}|spare`, spare(row, set));
    put(`${key}|unseen`, row.unseen ? `${J.even(row.unseen * 100, 0)}%` : "");
    for (const [name] of set.measures) {
      const one = row.measures[name] || { middle: null, worst: null };
      const [middle, worst] = [number(one.middle, name), number(one.worst, name)];
      put(`${key}|${name}`, middle === worst ? middle : `${middle} (${worst})`);
    }
  };
  const showLines = (set, rows, standings, done) => {
    const lines = set.options.map((option) => J.lineOf(set, option, rows, standings, data.defectTitles));
    for (const line of lines) {
      put(`line|${line.policy}`, `Buys ${line.buys}. Risks ${line.risks}.`);
      put(`v|${line.policy}`, data.verdicts[line.verdict]);
      mark(`v|${line.policy}`, line.verdict);
      put(`because|${line.policy}`, line.because);
      const asked = `${line.policy}|better_if_it_fails`;
      const held = `at every state of defection every floor holds against the baseline${line.verdict === "edge" ? `, at the edge: ${line.because}` : ""}`;
      const word = line.verdict === "no" ? "failed" : line.verdict === "cannot_say" ? "cannot say" : "passed";
      put(`t|${asked}`, word);
      mark(`t|${asked}`, word);
      put(`w|${asked}`, word !== "passed" ? line.because
        : line.verdict === "no_deal" ? "there is no deal that could fail, and every floor holds against the baseline" : held);
    }
    const said = J.headline(lines, set.baseline);
    cellsOf("headline").forEach((cell) => {
      const text = cell.dataset.stop === undefined ? (cell.dataset.stop = cell.textContent.trim().endsWith(".") ? "." : "") : cell.dataset.stop;
      cell.textContent = text === "." ? said : said.replace(/\.$/, "");
    });
    state.found.headline = said;
    if (done) state.found.done = true;
  };

  const showStandings = (set, standings, spread) => {
    for (const row of standings) {
      for (const lens of data.lenses) {
        const own = spread[`${row.policy}|${row.measure}`];
        let shown = lens === "share_reached" ? percent(row[lens]) : number(row[lens], row.measure);
        if (own && lens === "share_reached") shown = spans(...own.share);
        if (own && lens === "p90_regret") shown = stable(...own.regret);
        const moved = row.ranks[lens] !== row.ranks.worst;
        put(`r|${row.measure}|${row.policy}|${lens}`, `${shown} (${row.ranks[lens]}${moved ? "*" : ""})`);
        mark(`r|${row.measure}|${row.policy}|${lens}`, moved ? "moved" : "");
      }
    }
    for (const [name] of set.measures) {
      const rows = standings.filter((row) => row.measure === name);
      const top = Math.max(...rows.map((row) => row.highest), 1e-9);
      for (const row of rows) cellsOf(`b|${name}|${row.policy}`).forEach((bar) => {
        bar.setAttribute("x", Math.min(100 * row.lowest / top, 99).toFixed(1));
        bar.setAttribute("width", Math.max(100 * (row.highest - row.lowest) / top, 1).toFixed(1));
      });
    }
  };
  const tableOf = (set, seed, count) => {
    const futures = M.drawn(set.ranges, count, seed);
    return [futures, Object.fromEntries(set.options.map(({ id, model }) => [id, futures.map((f) => M.outcomes(model, f))]))];
  };
  const metIn = (set, found) => found.filter((one) => J.meets(set, one)).length / found.length;

  const showBeside = (set, corners, { id, model, policy }) => {
    const mid = M.middles(set.ranges);
    const found = M.outcomes(model, mid);
    for (const [name] of set.measures) put(`s|${id}|${name}`, number(found[name], name));
    put(`s|${id}|net_denied`, number(found.revenue_denied - found.cash_received));
    put(`s|${id}|stranded_own`, number(model.owed.some((one) => one.keep !== null) ? found.stranded_own : null));
    for (const [payer, paid] of Object.entries(M.paidBy(model, mid))) {
      put(`s|${id}|paid|${payer}`, number(paid));
      if (cellsOf(`s|${id}|most|${payer}`).length) {
        const alone = { ...model, tranches: model.tranches.map((one) => ({ ...one, amount: one.amount * (Object.fromEntries(one.payers)[payer] || 0) })) };
        put(`s|${id}|most|${payer}`, number(-new J.Corners([{ id, model: alone }], set).least(id, "cash_received")));
      }
    }
    const shut = { never: 0, always: 0, all: 0 };
    const limit = (policy.talks || {}).only_if_partner_share_below;
    const futures = data.trade ? corners.lawFutures(id) : [];
    const stopped = futures.map((f) => M.stoppedTrade(model, f) / (data.months / 12));
    data.shares.forEach(({ low, high }, place) => {
      if (!low || !high || !data.trade) return;
      const [least, most] = [low, high].map((bound, end) => futures.reduce((extreme, f, n) => {
        const after = M.shareAfter(data.trade, bound, stopped[n], f);
        return end ? Math.max(extreme, after) : Math.min(extreme, after);
      }, end ? -Infinity : Infinity));
      put(`c|${id}|${place}`, `${(J.plain(least) + NUDGE).toFixed(1)}–${(J.plain(most) + NUDGE).toFixed(1)}`);
      shut.all += 1;
      if (J.plain(least) >= limit) shut.never += 1;
      if (J.plain(most) < limit) shut.always += 1;
    });
    cellsOf(`w|${id}|no_talks_while_dependent`).forEach((cell) => {
      cell.textContent = cell.textContent.replace(/after its levers talks never open under .*$/, `after its levers talks never open under ${shut.never} of ${shut.all} definitions, `
        + `always under ${shut.always}, and in a part of the ranges under ${shut.all - shut.never - shut.always}`);
    });
  };
  const showConditions = (set, futures, table) => {
    for (const option of set.options) {
      J.underCondition(set, option, futures, table).forEach((row, place) => {
        put(`u|${option.id}|${place}|opens`, spans(row.opens_low, row.opens_high));
        put(`u|${option.id}|${place}|met`, spans(row.met_low, row.met_high));
      });
    }
  };

  // Money along one path, drawn from the same releases.
  const money = () => {
    const set = state.set || O.setOf(data, state);
    const mid = { ...M.middles(set.ranges), steps_kept: state.kept };
    const months = Array.from({ length: data.months * 4 + 1 }, (_, n) => n / 4);
    for (const picture of document.querySelectorAll("svg[data-path]")) {
      const option = set.options.find((one) => one.id === picture.dataset.path);
      if (!option) continue;
      const { model } = option;
      const levels = M.moneyAt(model, mid, months).map(([a, b, c]) => [a, a + b, a + b + c]);
      const top = Math.max(...levels.map((level) => level[2])) || 1;
      const x = (month) => (100 * month / data.months).toFixed(2);
      const y = (value) => (60 - 56 * value / top).toFixed(2);
      ["fine", "open", "held"].forEach((name, place) => {
        const line = months.flatMap((month, n) => [...(n ? [`${x(month)},${y(levels[n - 1][place])}`] : []), `${x(month)},${y(levels[n][place])}`]);
        picture.querySelector(`.p-${name}`).setAttribute("points", ["0,60", ...line, "100,60"].join(" "));
      });
      const breach = Math.min(new M.Course(model, mid).breach, data.months + 5);
      for (const end of ["x1", "x2"]) picture.querySelector(".p-breach").setAttribute(end, x(breach));
      const last = M.outcomes(model, mid);
      put(`p|${model.policy}`, `${number(last.cash_received)} paid, ${number(last.stranded)} stranded, ${number(last.freeze_months, "freeze_months")} months of verified freeze`);
    }
  };

  const status = document.querySelector("#policy-status");
  /* In parts, so that typing stays smooth: what comes first on the page is replaced first. */
  const parts = () => {
    const set = O.setOf(data, state);
    state.set = set;
    state.found = { set, rows: [], done: false };
    const corners = new J.Corners(set.options, set);
    const [count, seed] = [set.futures, set.seed];
    let [futures, table] = [[], {}];
    const [standings, goals] = [[], {}];
    const spread = {};
    const edges = {};
    const sample = (step) => {
      const [, drawn] = step ? tableOf(set, seed + step, count) : [futures, table];
      for (const row of J.standings(set, drawn)) {
        const key = `${row.policy}|${row.measure}`;
        const was = spread[key] || { share: [Infinity, -Infinity], regret: [Infinity, -Infinity] };
        const wider = ([low, high], value) => [Math.min(low, value), Math.max(high, value)];
        spread[key] = { share: wider(was.share, row.share_reached), regret: wider(was.regret, row.p90_regret) };
      }
      for (const { id } of set.options) goals[id] = [...(goals[id] || []), metIn(set, drawn[id])];
    };
    return [
      ...set.options.flatMap((option) => J.DEFECTS.map((_, kept) => () => {
        const row = J.rowOf(set, corners, option, kept);
        state.found.rows.push(row);
        showRow(row, set);
      })),
      () => { [futures, table] = tableOf(set, seed, count); },
      ...set.measures.map((measure) => () => { standings.push(...J.standings({ ...set, measures: [measure] }, table, corners)); }),
      () => {
        showStandings(set, standings, {});
        showLines(set, state.found.rows, standings, false);
        state.found.standings = standings;
        state.found.table = table;
      },
      ...set.options.map((option) => function* () {
        if (J.mayTurn(state.found.rows, option.id)) edges[option.id] = yield* G.edgesIn(set, option, J.spares(set, corners, option));
      }),
      () => {
        state.found.rows = J.edged(state.found.rows, edges);
        state.found.rows.forEach((row) => showRow(row, set));
        showLines(set, state.found.rows, standings, true);
        for (const option of set.options) if (cellsOf(`margin|${option.id}`).length) showMargin(set, corners, option);
      },
      ...set.options.map((option) => () => showBeside(set, corners, option)),
      money,
      ...Array.from({ length: SEEDS }, (_, step) => () => sample(step)),
      () => {
        showStandings(set, standings, spread);
        for (const { id } of set.options) put(`g|${id}`, spans(Math.min(...goals[id]), Math.max(...goals[id])));
        showConditions(set, futures, table);
        state.found.goals = goals;
      },
      ...window.yaluPolicyMaps.parts(set, () => table),
      () => { document.dispatchEvent(new CustomEvent("policy-computed", { detail: state.found })); },
    ];
  };
  const differs = () => Boolean(written()) || state.own.length > 0;
  const asCased = new Map(ids.flatMap((id) => cellsOf(`margin|${id}`).map((cell) => [id, cell.textContent])));
  const showMargin = (set, corners, option) => {
    const spares = J.spares(set, corners, option);
    const broken = spares.filter((one) => one.spare < -1e-9);
    const chosen = broken.length ? broken : M.hasDeal(option.model) ? spares.filter((one) => one.floor > 0).slice(0, 1) : [];
    const more = broken.length - 1;
    const words = chosen.length ? G.spareWords(chosen[0]) + (more > 0 ? `; ${more} more beyond ${more === 1 ? "its floor" : "their floors"}` : "") : "";
    const edge = state.found.rows.find((row) => row.policy === option.id && row.verdict === "edge");
    const turns = words ? `; “yalu policy margins ${option.id}” looks for what turns it` : "";
    put(`margin|${option.id}`, !differs() && asCased.has(option.id) ? asCased.get(option.id) : !broken.length && edge ? edge.because : words + turns);
  };
  const all = () => {
    turn += 1;
    for (const part of parts()) for (const pause of part() || []) void pause;
  };
  const allInTurn = () => {
    const mine = ++turn;
    const left = parts();
    let going = null; // a part that pauses
    const next = () => {
      if (mine !== turn || (!going && !left.length)) return;
      const begun = performance.now();
      do {
        if (!going) going = left.shift()() || null;
        else if (going.next().done) going = null;
      } while (performance.now() - begun < SLICE && (going || left.length));
      setTimeout(next, 0);
    };
    next();
  };

  const fault = (name, low, high) => {
    const one = (state.set || data).ranges[name] || data.ranges[name];
    if (!one) return "there is no such range";
    if (!(low >= 0 && high >= 0 && high < Infinity)) return "write two numbers, 0 or more";
    if (low > high) return "low is not above high";
    if (one.unit === "share" && high > 1) return "a share ends at 1";
    if (one.whole && !(Number.isInteger(low) && Number.isInteger(high))) return "write whole numbers";
    if (name === "keep_days" && low < 1) return "a step stands for a day at least";
    return name === "steps_kept" && high > M.STEPS.length ? "there are four steps" : "";
  };
  const say = (text) => { status.textContent = text; };

  /* What differs from the case, as the part of an address after “#”; a pasted option is never in it. */
  const written = () => {
    const found = [];
    for (const [name, [low, high]] of Object.entries(state.ranges)) found.push(`${name}=${low}..${high}`);
    for (const [name, one] of Object.entries(state.judged)) for (const part of ["threshold", "floor"]) {
      if (one[part] !== data.judged[name][part]) found.push(`${part}.${name}=${one[part] === null ? "none" : one[part]}`);
    }
    if (state.kept !== 1) found.push(`kept=${state.kept}`);
    if (state.options.join() !== ids.join()) found.push(`options=${state.options.join(",")}`);
    return found.join("&");
  };
  const known = () => [...data.options, ...data.worked].map(({ policy }) => policy.id);
  const readState = (text) => {
    const found = { ranges: {}, judged: {}, options: ids, kept: 1 };
    const faults = [];
    for (const part of text.split("&")) {
      const [key, value = ""] = part.split("=");
      const [kind, name] = key.split(".");
      if (key === "kept") {
        if (/^[0-4]$/.test(value)) found.kept = Number(value); else faults.push("“kept” is 0 to 4");
      } else if (key === "options") {
        const wanted = value.split(",");
        if (wanted.every((id) => known().includes(id))) found.options = known().filter((id) => id === data.baseline || wanted.includes(id));
        else faults.push("it names an option that is not here");
      } else if ((kind === "floor" || kind === "threshold") && data.judged[name]) {
        const limit = value === "none" && kind === "floor" ? null : /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
        if (Number.isNaN(limit)) faults.push(`the ${kind} of ${spoken(name)} is no number`);
        else found.judged[name] = { ...data.judged[name], ...found.judged[name], [kind]: limit };
      } else if (Object.hasOwn(data.ranges, key)) {
        const ends = /^(\d+(?:\.\d+)?(?:e-?\d+)?)\.\.(\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(value);
        const wrong = ends ? fault(key, Number(ends[1]), Number(ends[2])) : "write low..high";
        if (wrong) faults.push(`${spoken(key)}: ${wrong}`);
        else found.ranges[key] = [Number(ends[1]), Number(ends[2])];
      } else faults.push("it names something that this page does not have");
    }
    return [found, faults];
  };
  /* Take over what an address asks for: the word for the reader, "" where it asks for nothing. */
  const takeAddress = () => {
    let text = "";
    try { text = decodeURIComponent(location.hash.slice(1)); } catch { return "The address could not be read and is left aside."; }
    if (!text || (!text.includes("=") && document.getElementById(text))) return "";
    const [found, faults] = readState(text);
    if (faults.length) return `The address is left aside: ${faults[0]}.`;
    Object.assign(state, found);
    return "Computed with the ranges of the address.";
  };
  const write = () => {
    const text = written();
    const wanted = text ? `#${text}` : location.hash.includes("=") ? "#" : location.hash;
    if (wanted !== location.hash) history.replaceState(null, "", wanted || "#");
  };
  /* What the page does not compute again says that it stands with the case's ranges. */
  const noteCase = (differs) => {
    for (const part of document.querySelectorAll(".as-cased")) {
      if (/^With the case/.test(part.textContent) && !part.querySelector(".case-note")) continue;
      let note = part.querySelector(".case-note");
      if (!note) {
        note = document.createElement("span");
        note.className = "case-note";
        note.textContent = "With the case’s own ranges and options, not yours: ";
        (part.querySelector(":scope > caption, :scope > summary") || part).prepend(note);
      }
      note.hidden = !differs;
    }
  };
  /* Compute anew and keep the address; `word` is what the reader is shown. */
  const refresh = (word) => {
    write();
    noteCase(differs());
    say(word);
    allInTurn();
  };

  const begin = () => {
    const inputs = [];
    let waiting = 0;
    const field = (cell, name, part, label, value) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "number", min: "0", step: "any", value: value === null ? "" : String(value) });
      input.setAttribute("aria-label", label);
      input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(changed, 120); });
      cell.replaceChildren(input);
      inputs.push({ name, part, input });
    };
    const first = (name, part) => (part === "low" || part === "high" ? data.ranges[name][part] : data.judged[name][part]);
    const now = (name, part) => {
      if (part === "low" || part === "high") return state.ranges[name] ? state.ranges[name][part === "low" ? 0 : 1] : data.ranges[name][part];
      return (state.judged[name] || data.judged[name])[part];
    };
    const fill = () => inputs.forEach(({ name, part, input }) => { const value = now(name, part); input.value = value === null ? "" : String(value); });
    const changed = () => {
      const faults = [];
      const [ranges, judged] = [{}, {}];
      for (const { name, part, input } of inputs) {
        input.removeAttribute("aria-invalid");
        if (part === "low" || part === "high") continue;
        const value = input.value === "" ? null : Number(input.value);
        if ((part === "threshold" && value === null) || value < 0) {
          faults.push(`${spoken(name)}: write a ${part} of 0 or more`);
          input.setAttribute("aria-invalid", "true");
        } else if (value !== first(name, part)) judged[name] = { ...data.judged[name], ...judged[name], [part]: value };
      }
      for (const name of Object.keys(data.ranges)) {
        const pair = ["low", "high"].map((part) => inputs.find((one) => one.name === name && one.part === part));
        if (pair.includes(undefined)) continue;
        const [low, high] = pair.map(({ input }) => (input.value === "" ? NaN : Number(input.value)));
        const wrong = fault(name, low, high);
        if (wrong) {
          faults.push(`${data.ranges[name].title}: ${wrong}`);
          pair.forEach(({ input }) => input.setAttribute("aria-invalid", "true"));
        } else if (low !== data.ranges[name].low || high !== data.ranges[name].high) ranges[name] = [low, high];
      }
      if (faults.length) say(`Not computed: ${faults.join("; ")}.`);
      else {
        Object.assign(state, { ranges, judged });
        refresh("Computed with your ranges.");
      }
    };
    document.querySelectorAll("[data-range]").forEach((cell) => {
      const [name, part] = cell.dataset.range.split("|");
      field(cell, name, part, `${part === "low" ? "Lowest" : "Highest"}: ${data.ranges[name].title}`, first(name, part));
    });
    document.querySelectorAll("[data-judged]").forEach((cell) => {
      const [name, part] = cell.dataset.judged.split("|");
      field(cell, name, part, `${part} of ${spoken(name)}`, first(name, part));
    });
    const reset = document.querySelector("#policy-reset");
    if (reset) {
      reset.hidden = false;
      reset.addEventListener("click", () => {
        Object.assign(state, { ranges: {}, judged: {} });
        fill();
        refresh("The ranges of the case again.");
      });
    }
    const form = document.querySelector("#path-controls");
    if (form) {
      form.hidden = false;
      form.addEventListener("input", () => { state.kept = Number(form.elements.kept.value); write(); money(); });
      form.addEventListener("submit", (event) => event.preventDefault());
    }
    const taken = () => {
      const word = takeAddress();
      if (!word) return;
      fill();
      if (form) form.elements.kept.value = String(state.kept);
      document.dispatchEvent(new CustomEvent("policy-options"));
      if (word.startsWith("Computed")) refresh(word); else say(word);
    };
    window.addEventListener("hashchange", taken);
    money();
    return taken;
  };
  const forget = () => { cells = null; };
  window.yaluPolicy = { all, data, forget, known, put, refresh, state, written };
  const taken = begin();
  document.addEventListener("DOMContentLoaded", taken);
})();
