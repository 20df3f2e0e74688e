// Where two options change places, and which ranges turn the order of options (yalu.policy.judgement.switch_points and sensitivity).
"use strict";
(function () {
  const { yaluModel: M, yaluJudge: J } = window;
  const [ACROSS, FEW, SEEDS] = [21, 200, 8];
  const spoken = J.spoken;
  const percent = (value) => `${(value * 100 + 1e-9).toFixed(1)} %`;
  const grid = ({ low, high, whole }, count) => {
    if (whole) return Array.from({ length: high - low + 1 }, (_, n) => low + n);
    if (low === high) return [low];
    return Array.from({ length: count }, (_, n) => Math.round((low + (high - low) * n / (count - 1)) * 1e6) / 1e6);
  };
  const SIGNS = { first: "+", second: "×", both: "=", neither: "·" };
  const betterOf = (first, second) => (Math.abs(first - second) < 1e-9 ? (first === 0 ? "neither" : "both") : first > second ? "first" : "second");
  const turnsOf = (columns, met) => columns.slice(1).map((along, n) => ({ at: Math.round((columns[n] + along) / 2 * 1e6) / 1e6, below: betterOf(...met[n]), above: betterOf(...met[n + 1]) }))
    .filter((turn) => turn.below !== turn.above);

  const switching = (set) => {
    const { first, second, across, down } = set.switch;
    const models = [first, second].map((id) => set.options.find((one) => one.id === id));
    const body = document.querySelector("#switch-map tbody");
    if (!body) return [];
    const list = document.querySelector("#switch-sentences");
    body.closest("table").hidden = models.includes(undefined);
    const named = models.map((one) => one && `“${one.policy.title}”`);
    if (models.includes(undefined)) return [() => say(list, [`The map needs both ${first} and ${second} among the options compared.`])];
    const [columns, downs] = [grid(set.ranges[across], ACROSS), grid(set.ranges[down], 5)];
    const rows = [];
    const ask = (low) => {
      // met[seed][column] are the shares of the two options
      const met = Array.from({ length: SEEDS }, (_, step) => {
        const few = M.drawn(set.ranges, FEW, set.seed + step);
        return columns.map((along) => models.map(({ model }) => few.filter((f) => J.meets(set, M.outcomes(model, { ...f, [across]: along, [down]: low }))).length / FEW));
      });
      const pooled = columns.map((_, n) => [0, 1].map((side) => J.plain(met.reduce((sum, one) => sum + one[n][side], 0) / SEEDS)));
      const bySeed = met.map((one) => turnsOf(columns, one));
      const turns = turnsOf(columns, pooled).map((turn) => {
        const near = bySeed.map((found) => found.filter((one) => one.below === turn.below && one.above === turn.above).map((one) => one.at)
          .sort((a, b) => Math.abs(a - turn.at) - Math.abs(b - turn.at))[0]);
        return near.includes(undefined) ? turn : { ...turn, low: Math.min(...near, turn.at), high: Math.max(...near, turn.at) };
      });
      rows.push({ low, pooled, turns, only: betterOf(...pooled[0]) });
    };
    const show = () => {
      const head = document.querySelector("#switch-map thead tr");
      [...head.children].slice(1).forEach((cell) => cell.remove());
      for (const along of columns) {
        const cell = document.createElement("th");
        cell.scope = "col";
        cell.textContent = along.toFixed(2);
        head.append(cell);
      }
      body.replaceChildren(...rows.map(({ low, pooled }) => {
        const row = document.createElement("tr");
        const label = document.createElement("th");
        label.scope = "row";
        label.textContent = String(low);
        row.append(label);
        for (const met of pooled) {
          const cell = row.insertCell();
          const word = betterOf(...met);
          cell.textContent = SIGNS[word];
          cell.className = `sw-${word}`;
          cell.title = `${named[0]} ${percent(met[0])}, ${named[1]} ${percent(met[1])}`;
        }
        return row;
      }));
      say(list, sentences(rows, ...named, across, down));
    };
    return [...downs.map((low) => () => ask(low)), show];
  };
  const say = (list, texts) => {
    if (list) list.replaceChildren(...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }));
  };
  const place = (turn) => {
    if (turn.low === undefined) return `about ${J.digits(turn.at, 1)} (not with every seed)`;
    const [low, high] = [J.digits(turn.low, 2), J.digits(turn.high, 2)];
    return low === high ? low : `${low} to ${high}`;
  };
  const sentences = (rows, first, second, across, down) => {
    const who = { first: `${first} meets the goal more often`, second: `${second} meets the goal more often`, both: "both meet it equally often", neither: "neither meets it" };
    const said = new Map();
    for (const { low, turns, only } of rows) {
      let text = `${who[only]} whatever the ${spoken(across)}`;
      if (turns.length) {
        text = `${who[turns[0].below]} below ${spoken(across)} ${place(turns[0])}` + turns.map((turn, n) =>
          `, ${who[turn.above]} from ${place(turn)}${turns[n + 1] ? ` up to ${place(turns[n + 1])}` : " up"}`).join("");
      }
      said.set(text, [...(said.get(text) || []), low]);
    }
    return [...said].map(([text, values]) => {
      const which = values.length === 1 ? String(values[0]) : `${values.slice(0, -1).join(", ")} or ${values[values.length - 1]}`;
      return `With ${spoken(down)} ${which}: ${text}.`;
    });
  };

  const deciding = (set, table) => {
    const body = document.querySelector("#deciding tbody");
    if (!body) return;
    const ids = set.options.map(({ id }) => id);
    const count = set.futures;
    const round = (value) => Math.round(value * 1000) / 1000;
    const found = [];
    const met = Object.fromEntries(ids.map((id) => [id, table[id].map((one) => J.meets(set, one))]));
    for (const name of Object.keys(set.ranges).sort()) {
      if (set.ranges[name].low === set.ranges[name].high) continue;
      const strips = M.strips(name, count, set.seed);
      const thirds = [[], []];
      strips.forEach((strip, n) => { if (strip * 3 < count) thirds[0].push(n); else if (strip * 3 >= 2 * count) thirds[1].push(n); });
      found.push(["goal", name, ...thirds.map((places) => Object.fromEntries(ids.map((id) => [id, round(1 - places.filter((n) => met[id][n]).length / places.length)])))]);
      for (const [measure] of set.measures) {
        const turned = set.more[measure] ? 1 : -1;
        const said = ids.filter((id) => table[id][0][measure] !== null);
        found.push([measure, name, ...thirds.map((places) => {
          const best = places.map((n) => said.reduce((most, id) => Math.max(most, turned * table[id][n][measure]), -Infinity));
          return Object.fromEntries(said.map((id) => {
            const regret = places.map((n, at) => best[at] - turned * table[id][n][measure]).sort((a, b) => a - b);
            return [id, round(regret[Math.max(0, Math.ceil(regret.length * 90 / 100) - 1)])];
          }));
        })]);
      }
    }
    const title = Object.fromEntries(set.options.map(({ id, policy }) => [id, policy.title]));
    const inOrder = (names) => names.map((id) => title[id]).join("; ");
    const order = (values) => Object.keys(values).sort((a, b) => values[a] - values[b] || (a < b ? -1 : 1));
    const swaps = (low, high) => {
      const least = 0.02 * Math.max(0, ...Object.values(low), ...Object.values(high));
      const every = Object.keys(low).sort();
      return every.reduce((sum, one, at) => sum + every.slice(at + 1).filter((other) =>
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
      for (const text of [spoken(row.measure), inOrder(row.low), inOrder(row.high)]) made.insertCell().textContent = text;
      return made;
    }));
    const none = document.querySelector("#deciding-none");
    if (none) none.hidden = rows.length > 0;
  };

  window.yaluPolicyMaps = { parts: (set, table) => [...switching(set), () => deciding(set, table())] };
})();
