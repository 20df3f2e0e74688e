// The policy page, computed again in the page when a reader moves a range: the formulas of yalu.policy, line for line.
// Every number stands in the page already; this only replaces it.
"use strict";
(function () {
  const holder = document.querySelector("#policy-data");
  if (!holder) return;
  const data = JSON.parse(holder.textContent);
  const STEPS = 4;
  const names = Object.keys(data.strips).sort();
  const read = (letters) => letters.match(/../g).map((two) => parseInt(two, 36));
  const strips = Object.fromEntries(names.map((name) => [name, read(data.strips[name])]));
  const fewer = Object.fromEntries(names.map((name) => [name, read(data.few[name])]));
  const better = Object.fromEntries(data.measures.map(([name, , , more]) => [name, more]));
  const ends = Object.fromEntries(Object.entries(data.ranges).map(([name, [low, high]]) => [name, [low, high]]));
  const judged = Object.fromEntries(Object.entries(data.judged).map(([name, [threshold, floor, goal]]) => [name, { threshold, floor, goal }]));
  const whole = (name) => data.ranges[name][2] === 1;

  const placed = (name, strip, count) => {
    const [low, high] = ends[name];
    const share = (strip + 0.5) / count;
    return whole(name) ? Math.min(Math.floor(low + share * (high - low + 1)), high) : low + share * (high - low);
  };
  const future = (place) => Object.fromEntries(names.map((name) => [name, placed(name, strips[name][place], data.futures)]));
  const middle = () => Object.fromEntries(names.map((name) => {
    const half = (ends[name][0] + ends[name][1]) / 2;
    return [name, whole(name) ? Math.floor(half) : half];
  }));

  const breachOf = (model, f) => f.steps_kept >= STEPS ? Infinity : model.talks + (f.steps_kept + 1) * f.months_a_step;
  /* From when and until when each lever holds that waits for a step or ends with a breach. */
  const spansOf = (model, f) => model.moments.map(([after, month, restored]) => {
    if (model.talks === null) return [Infinity, Infinity];
    const breach = breachOf(model, f);
    const due = month + (after === 0 ? 0 : after < 0 ? breach : f.steps_kept >= after ? model.talks + after * f.months_a_step : Infinity);
    return [after < 0 || due < breach ? due : Infinity, restored === null ? Infinity : breach + restored];
  });
  const stoppedTrade = (model, f) => {
    const spans = spansOf(model, f);
    let total = 0;
    for (const [least, gain, designated, value, range, byQuantity, byAmount, held, first, last, times] of model.stopped) {
      const months = held.length === 0 ? least : times * Math.max(Math.min(last, ...held.map((n) => spans[n][1]))
        - Math.max(first, ...held.map((n) => spans[n][0])), 0);
      let gap = 1 - f.enforcement;
      if (gain) gap *= 1 - f.enforcement_gain;
      if (designated) gap *= 1 - designated * f.designation_effect;
      let stake = range ? f[range] : value;
      if (byQuantity !== null || byAmount !== null) {
        const first = byQuantity === null ? Infinity : byQuantity * (1 + f.price_premium);
        stake = Math.max(stake - Math.min(first, byAmount === null ? Infinity : byAmount), 0);
      }
      total += (1 - gap) * stake * months / 12;
    }
    return total;
  };
  const outcomes = (model, f) => {
    const stopped = stoppedTrade(model, f);
    const found = {
      revenue_denied: stopped * (1 - f.diversion) * (1 - f.substitution), cash_received: 0, cash_others: 0, stranded: 0,
      freeze_months: 0, breach_visible: null, humanitarian_lines: model.lines, paid: {},
    };
    if (model.relief.length) {
      const spans = spansOf(model, f);
      for (const [held, change] of model.relief) {
        if (held.every((n) => spans[n][0] < data.months && spans[n][1] >= data.months)) found.humanitarian_lines += change;
      }
    }
    if (model.owes) found.breach_visible = f.steps_kept >= 1 && model.verified ? f.visible_with_inspectors : f.visible_without;
    if (model.talks === null) return found;
    const horizon = data.months;
    const breach = breachOf(model, f);
    for (const [amount, after, notBefore, deposit, verify, buys, keep, byPartner, payer] of model.tranches) {
      const out = after === 0 ? Math.max(notBefore, 0)
        : f.steps_kept >= after ? Math.max(model.talks + after * f.months_a_step + verify, notBefore) : Infinity;
      if (!(out < breach && out <= horizon && deposit < breach)) continue;
      const taken = f.steps_kept >= buys ? model.talks + buys * f.months_a_step : Infinity;
      found.cash_received += amount;
      found.paid[payer] = (found.paid[payer] || 0) + amount;
      if (!byPartner) found.cash_others += amount;
      if (breach < horizon && Math.max(out, taken + keep) > breach) found.stranded += amount;
    }
    if (model.verified && f.steps_kept >= 1) {
      const start = model.talks + f.months_a_step + model.verify;
      if (start < breach) found.freeze_months = Math.max(Math.min(horizon, breach) - start, 0);
    }
    return found;
  };

  const reached = (value, name, limit) => better[name] ? value >= limit : value <= limit;
  const goal = Object.fromEntries(["one_of", "always"].map((part) => [part, Object.keys(judged).filter((name) => judged[name].goal === part)]));
  const meets = (found) => {
    const met = (name) => found[name] !== null && reached(found[name], name, judged[name].threshold);
    return (goal.one_of.length === 0 || goal.one_of.some(met)) && goal.always.every(met);
  };
  const oriented = (value, name) => better[name] ? value : -value;

  // The same words as rooms/policy_words.py.
  const NUDGE = 1e-9;
  const number = (value, name) => {
    if (value === null) return "–";
    const places = name === "freeze_months" || name === "breach_visible" ? 1 : 0;
    const text = (Math.abs(value) + NUDGE).toLocaleString("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places });
    return value < 0 && Number(text.replaceAll(",", "")) ? `−${text}` : text;
  };
  const percent = (value) => `${(value * 100 + NUDGE).toFixed(1)} %`;
  const spoken = (name) => name.replaceAll("_", " ");
  const cells = new Map();
  document.querySelectorAll("[data-k]").forEach((cell) => { cells.set(cell.dataset.k, [...(cells.get(cell.dataset.k) || []), cell]); });
  const cellsOf = (key) => cells.get(key) || [];
  const put = (key, text) => cellsOf(key).forEach((cell) => { if (cell.textContent !== text) cell.textContent = text; });
  const mark = (key, word) => cellsOf(key).forEach((cell) => { cell.dataset.v = word; });

  const failures = (futures) => {
    const mid = middle();
    const today = data.models.find((model) => model.policy === data.baseline);
    const fine = Object.fromEntries(data.models.map((model) => [model.policy, []]));
    data.defects.forEach((defects, kept) => {
      futures.forEach((f) => { f.steps_kept = kept; });
      const base = futures.map((f) => outcomes(today, f));
      for (const model of data.models) {
        const at = outcomes(model, { ...mid, steps_kept: kept });
        const every = model === today ? base : futures.map((f) => outcomes(model, f));
        const broken = [];
        for (const [name] of data.measures) {
          const values = every.map((found) => found[name]);
          let text = "–";
          if (at[name] !== null) {
            const worst = values.reduce((a, b) => (oriented(b, name) < oriented(a, name) ? b : a));
            const [shown, least] = [number(at[name], name), number(worst, name)];
            text = shown === least ? shown : `${shown} (${least})`;
            const { floor } = judged[name];
            if (floor !== null && base[0][name] !== null) {
              const against = Math.min(...values.map((value, n) => oriented(value, name) - oriented(base[n][name], name)));
              if (against < -floor - 1e-9) broken.push(name);
            }
          }
          put(`f|${model.policy}|${defects}|${name}`, text);
        }
        if (defects !== "never" && broken.length) fine[model.policy].push(`${data.defectTitles[defects]}: ${broken.map(spoken).join(", ")}`);
        put(`f|${model.policy}|${defects}|ok`, broken.length ? "no" : "yes");
        mark(`f|${model.policy}|${defects}|ok`, broken.length ? "no" : "yes");
        put(`f|${model.policy}|${defects}|broken`, broken.map(spoken).join(", "));
      }
    });
    futures.forEach((f, place) => { f.steps_kept = placed("steps_kept", strips.steps_kept[place], data.futures); });
    for (const [policy, rows] of Object.entries(fine)) {
      const word = rows.length ? "failed" : "passed";
      put(`t|${policy}|better_if_it_fails`, word);
      mark(`t|${policy}|better_if_it_fails`, word);
      put(`w|${policy}|better_if_it_fails`, rows.length ? `a floor is broken when the counterpart ${rows.join("; ")}`
        : "at every state of defection every floor holds against doing nothing new");
    }
  };

  const robust = (table) => {
    for (const [name] of data.measures) {
      const said = data.models.filter((model) => table[model.policy][0][name] !== null);
      const count = data.futures;
      const best = Array.from({ length: count }, (_, n) => said.reduce((most, model) => Math.max(most, oriented(table[model.policy][n][name], name)), -Infinity));
      const rows = said.map((model) => {
        const values = table[model.policy].map((found) => found[name]);
        const regret = values.map((value, n) => best[n] - oriented(value, name)).sort((a, b) => a - b);
        return {
          policy: model.policy, lowest: Math.min(...values), highest: Math.max(...values),
          worst: better[name] ? Math.min(...values) : Math.max(...values), max_regret: regret[count - 1],
          p90_regret: regret[Math.max(0, Math.ceil(count * 90 / 100) - 1)],
          share_reached: values.filter((value) => reached(value, name, judged[name].threshold)).length / count,
        };
      });
      const goodness = (row, lens) => {
        const value = Math.round(row[lens] * 1000) / 1000;
        return lens === "share_reached" || (lens === "worst" && better[name]) ? value : -value;
      };
      for (const row of rows) {
        const ranks = Object.fromEntries(data.lenses.map((lens) => [lens, 1 + rows.filter((other) => goodness(other, lens) > goodness(row, lens)).length]));
        for (const lens of data.lenses) {
          const shown = lens === "share_reached" ? percent(row[lens]) : number(row[lens], name);
          put(`r|${name}|${row.policy}|${lens}`, `${shown} (${ranks[lens]}${ranks[lens] === ranks.worst ? "" : "*"})`);
          mark(`r|${name}|${row.policy}|${lens}`, ranks[lens] === ranks.worst ? "" : "moved");
        }
      }
      const top = Math.max(...rows.map((row) => row.highest), 1e-9);
      for (const row of rows) {
        cellsOf(`b|${name}|${row.policy}`).forEach((bar) => {
          bar.setAttribute("x", Math.min(100 * row.lowest / top, 99).toFixed(1));
          bar.setAttribute("width", Math.max(100 * (row.highest - row.lowest) / top, 1).toFixed(1));
        });
      }
    }
    for (const model of data.models) {
      put(`g|${model.policy}`, percent(table[model.policy].filter(meets).length / data.futures));
    }
  };

  const beside = (futures) => {
    const mid = middle();
    for (const model of data.models) {
      const found = outcomes(model, mid);
      for (const [name] of data.measures) put(`s|${model.policy}|${name}`, number(found[name], name));
      for (const payer of new Set(model.tranches.map((tranche) => tranche[8]))) put(`s|${model.policy}|paid|${payer}`, number(found.paid[payer] || 0, ""));
      data.shares.forEach(([low, high], place) => {
        if (low === null || !data.trade) return;
        const after = (percentage) => futures.map((f) => {
          const stopped = stoppedTrade(model, f) / (data.months / 12);
          const back = stopped * (1 - f.diversion) * f.substitution;
          return 100 * (data.trade - stopped + back) / (data.trade / (percentage / 100) - stopped + back + stopped * f.diversion);
        });
        put(`c|${model.policy}|${place}`, `${(Math.min(...after(low)) + NUDGE).toFixed(1)}–${(Math.max(...after(high)) + NUDGE).toFixed(1)}`);
      });
    }
  };

  const grid = (name, count) => {
    const [low, high] = ends[name];
    if (whole(name)) return Array.from({ length: high - low + 1 }, (_, n) => low + n);
    if (low === high) return [low];
    return Array.from({ length: count }, (_, n) => Math.round((low + (high - low) * n / (count - 1)) * 1e6) / 1e6);
  };
  const words = { first: "+", second: "×", both: "=", neither: "·" };
  const switching = () => {
    const { first, second, across, down } = data.switch;
    const models = [first, second].map((id) => data.models.find((model) => model.policy === id));
    const body = document.querySelector("#switch-map tbody");
    if (!body || models.includes(undefined)) return;
    const COUNT = fewer[names[0]].length;
    const few = Array.from({ length: COUNT }, (_, n) => Object.fromEntries(names.map((name) => [name, placed(name, fewer[name][n], COUNT)])));
    const columns = grid(across, 21);
    const head = document.querySelector("#switch-map thead tr");
    [...head.children].slice(1).forEach((cell) => cell.remove());
    for (const along of columns) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = along.toFixed(2);
      head.append(cell);
    }
    body.replaceChildren();
    const turns = [];
    for (const low of grid(down, 5)) {
      const row = body.insertRow();
      const label = document.createElement("th");
      label.scope = "row";
      label.textContent = String(low);
      row.append(label);
      let previous = null;
      const found = [];
      for (const along of columns) {
        few.forEach((f) => { f[across] = along; f[down] = low; });
        const met = models.map((model) => few.filter((f) => meets(outcomes(model, f))).length / COUNT);
        const word = Math.abs(met[0] - met[1]) < 1e-9 ? (met[0] === 0 ? "neither" : "both") : met[0] > met[1] ? "first" : "second";
        const cell = row.insertCell();
        cell.textContent = words[word];
        cell.className = `sw-${word}`;
        cell.title = `${first} ${percent(met[0])}, ${second} ${percent(met[1])}`;
        if (previous && previous.word !== word) found.push({ at: (previous.along + along) / 2, below: previous.word, above: word });
        previous = { along, word };
      }
      turns.push({ low, found, only: previous.word });
    }
    sentences(turns, first, second, across, down);
  };
  const three = (value) => String(Number(value.toPrecision(3)));
  const sentences = (turns, first, second, across, down) => {
    const who = { first: `${first} meets the goal more often`, second: `${second} meets the goal more often`, both: "both meet it equally often", neither: "neither meets it" };
    const said = new Map();
    for (const { low, found, only } of turns) {
      let text = `${who[only]} whatever the ${spoken(across)}`;
      if (found.length) {
        text = `${who[found[0].below]} below ${spoken(across)} ${three(found[0].at)}` + found.map((turn, n) =>
          `, ${who[turn.above]} from ${three(turn.at)}${found[n + 1] ? ` to ${three(found[n + 1].at)}` : " up"}`).join("");
      }
      said.set(text, [...(said.get(text) || []), low]);
    }
    const list = document.querySelector("#switch-sentences");
    list.replaceChildren(...[...said].map(([text, values]) => {
      const item = document.createElement("li");
      const which = values.length === 1 ? String(values[0]) : `${values.slice(0, -1).join(", ")} or ${values[values.length - 1]}`;
      item.textContent = `With ${spoken(down)} ${which}: ${text}.`;
      return item;
    }));
  };

  const deciding = (table) => {
    const body = document.querySelector("#deciding tbody");
    if (!body) return;
    const ids = data.models.map((model) => model.policy);
    const count = data.futures;
    const found = [];
    for (const name of names) {
      if (ends[name][0] === ends[name][1]) continue;
      const thirds = [(strip) => strip * 3 < count, (strip) => strip * 3 >= 2 * count].map((inside) =>
        strips[name].map((strip, place) => (inside(strip) ? place : -1)).filter((place) => place >= 0));
      const round = (value) => Math.round(value * 1000) / 1000;
      const missed = thirds.map((places) => Object.fromEntries(ids.map((id) => [id, round(1 - places.filter((n) => meets(table[id][n])).length / places.length)])));
      found.push(["goal", name, ...missed]);
      for (const [measure] of data.measures) {
        const said = ids.filter((id) => table[id][0][measure] !== null);
        found.push([measure, name, ...thirds.map((places) => {
          const best = places.map((n) => said.reduce((most, id) => Math.max(most, oriented(table[id][n][measure], measure)), -Infinity));
          return Object.fromEntries(said.map((id) => {
            const regret = places.map((n, at) => best[at] - oriented(table[id][n][measure], measure)).sort((a, b) => a - b);
            return [id, round(regret[Math.max(0, Math.ceil(regret.length * 90 / 100) - 1)])];
          }));
        })]);
      }
    }
    const order = (values) => Object.keys(values).sort((a, b) => values[a] - values[b] || (a < b ? -1 : 1));
    const swaps = (low, high) => {
      const least = 0.02 * Math.max(0, ...Object.values(low), ...Object.values(high));
      const all = Object.keys(low).sort();
      return all.reduce((sum, one, place) => sum + all.slice(place + 1).filter((other) =>
        (low[one] - low[other]) * (high[one] - high[other]) < 0 && Math.min(Math.abs(low[one] - low[other]), Math.abs(high[one] - high[other])) >= least).length, 0);
    };
    const rows = found.map(([measure, name, low, high]) => ({ measure, name, low: order(low), high: order(high), swapped: swaps(low, high) }))
      .filter((row) => row.swapped).sort((a, b) => (a.measure !== "goal") - (b.measure !== "goal") || b.swapped - a.swapped || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    body.replaceChildren(...rows.map((row) => {
      const made = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = spoken(row.name);
      made.append(head);
      for (const text of [spoken(row.measure), row.low.join(", "), row.high.join(", ")]) made.insertCell().textContent = text;
      return made;
    }));
    document.querySelector("#deciding-none").hidden = rows.length > 0;
  };

  // Money along one path, drawn from the same releases: how many steps are kept, and how fast they come.
  const money = () => {
    const form = document.querySelector("#path-controls");
    const mid = middle();
    const kept = form ? Number(form.elements.kept.value) : 1;
    const pace = mid.months_a_step;
    for (const picture of document.querySelectorAll("svg[data-path]")) {
      const model = data.models.find((one) => one.policy === picture.dataset.path);
      const breach = kept >= STEPS ? Infinity : model.talks + (kept + 1) * pace;
      const top = model.tranches.reduce((sum, tranche) => sum + tranche[0], 0) || 1;
      const at = (month) => {
        let [held, fine, open] = [0, 0, 0];
        for (const [amount, after, notBefore, deposit, verify, buys, keep] of model.tranches) {
          const out = after === 0 ? Math.max(notBefore, 0) : kept >= after ? Math.max(model.talks + after * pace + verify, notBefore) : Infinity;
          if (deposit > month || deposit >= breach) continue;
          if (out < breach && out <= month) {
            const since = Math.max(out, kept >= buys ? model.talks + buys * pace + keep : Infinity);
            if (since <= Math.min(month, breach)) fine += amount; else open += amount;
          } else if (month < breach) held += amount;
        }
        return [fine, fine + open, fine + open + held];
      };
      const points = Array.from({ length: data.months * 4 + 1 }, (_, n) => n / 4);
      const x = (month) => (100 * month / data.months).toFixed(2);
      const y = (value) => (60 - 56 * value / top).toFixed(2);
      ["fine", "open", "held"].forEach((name, level) => {
        const line = points.flatMap((month, n) => {
          const value = y(at(month)[level]);
          return n ? [`${x(month)},${y(at(points[n - 1])[level])}`, `${x(month)},${value}`] : [`${x(month)},${value}`];
        });
        picture.querySelector(`.p-${name}`).setAttribute("points", [`0,60`, ...line, `100,60`].join(" "));
      });
      const end = picture.querySelector(".p-breach");
      end.setAttribute("x1", x(Math.min(breach, data.months + 5)));
      end.setAttribute("x2", x(Math.min(breach, data.months + 5)));
      const last = outcomes(model, { ...mid, steps_kept: kept });
      put(`p|${model.policy}`, `${number(last.cash_received, "")} paid, ${number(last.stranded, "")} stranded, ${number(last.freeze_months, "freeze_months")} months of verified freeze`);
    }
  };

  // In parts, so that typing stays smooth: what comes first on the page is replaced first.
  const parts = () => {
    const futures = Array.from({ length: data.futures }, (_, place) => future(place));
    let table = {};
    return [
      () => failures(futures),
      () => { table = Object.fromEntries(data.models.map((model) => [model.policy, futures.map((f) => outcomes(model, f))])); robust(table); },
      () => { beside(futures); money(); },
      switching,
      () => deciding(table),
    ];
  };
  const all = () => parts().forEach((part) => part());
  let turn = 0;
  const allInTurn = () => {
    const mine = ++turn;
    const left = parts();
    const next = () => {
      if (mine !== turn || !left.length) return;
      left.shift()();
      setTimeout(next, 0);
    };
    next();
  };

  const fault = (name, low, high) => {
    if (!(low >= 0 && high >= 0)) return "write two numbers, 0 or more";
    if (low > high) return "low is not above high";
    if (data.ranges[name][3] === "share" && high > 1) return "a share ends at 1";
    if (whole(name) && !(Number.isInteger(low) && Number.isInteger(high))) return "write whole numbers";
    return name === "steps_kept" && high > STEPS ? "there are four steps" : "";
  };
  const told = document.querySelector("#policy-told");
  const field = (cell, label, value, changed) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "number", min: "0", step: "any", value: String(value) });
    input.setAttribute("aria-label", label);
    input.addEventListener("input", changed);
    cell.replaceChildren(input);
    return input;
  };
  const begin = () => {
    const inputs = [];
    let waiting = 0;
    const later = () => { clearTimeout(waiting); waiting = setTimeout(changed, 120); };
    const changed = () => {
      const faults = [];
      for (const { name, part, input } of inputs) {
        input.removeAttribute("aria-invalid");
        if (part === "threshold" || part === "floor") {
          const value = input.value === "" ? null : Number(input.value);
          if (part === "threshold" && value === null) faults.push(`${spoken(name)}: write a threshold`);
          else judged[name][part] = value;
        }
      }
      for (const name of names) {
        const [low, high] = ["low", "high"].map((part) => inputs.find((one) => one.name === name && one.part === part).input);
        const wrong = fault(name, low.value === "" ? NaN : Number(low.value), high.value === "" ? NaN : Number(high.value));
        if (wrong) {
          faults.push(`${data.titles[name]}: ${wrong}`);
          [low, high].forEach((input) => input.setAttribute("aria-invalid", "true"));
        } else ends[name] = [Number(low.value), Number(high.value)];
      }
      told.textContent = faults.length ? `Not computed: ${faults.join("; ")}.` : "Computed with your ranges.";
      if (!faults.length) allInTurn();
    };
    document.querySelectorAll("td[data-range]").forEach((cell) => {
      const [name, part] = cell.dataset.range.split("|");
      const value = part === "low" ? ends[name][0] : ends[name][1];
      inputs.push({ name, part, input: field(cell, `${part === "low" ? "Lowest" : "Highest"}: ${data.titles[name]}`, value, later) });
    });
    document.querySelectorAll("td[data-judged]").forEach((cell) => {
      const [name, part] = cell.dataset.judged.split("|");
      const value = judged[name][part];
      inputs.push({ name, part, input: field(cell, `${part} of ${spoken(name)}`, value === null ? "" : value, later) });
    });
    const reset = document.querySelector("#policy-reset");
    reset.hidden = false;
    reset.addEventListener("click", () => {
      for (const { name, part, input } of inputs) {
        const first = part === "low" ? data.ranges[name][0] : part === "high" ? data.ranges[name][1] : data.judged[name][part === "threshold" ? 0 : 1];
        input.value = first === null ? "" : String(first);
      }
      changed();
      told.textContent = "The ranges of the case again.";
    });
    const form = document.querySelector("#path-controls");
    form.hidden = false;
    form.addEventListener("input", money);
    form.addEventListener("submit", (event) => event.preventDefault());
    money();
  };
  window.yaluPolicy = { outcomes, middle, all, data };
  begin();
})();
