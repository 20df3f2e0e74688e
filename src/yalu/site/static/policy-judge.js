// Judging options within ranges: corners, the failure table, ranks, the goal, lines and headline (yalu.policy.judgement).
// Pure functions of a set: {options: [{id, policy, model}], baseline, ranges, judged, measures, values, months, seed, futures}.
"use strict";
(function (root) {
  const M = typeof module === "undefined" ? root.yaluModel : require("./policy-model.js");
  const SHARED_LAW = ["enforcement", "enforcement_gain", "designation_effect", "diversion", "substitution", "price_premium"];
  const SEEN = ["visible_with_inspectors", "visible_without"];
  const BESIDE = 1e-6;
  const EDGE = 0.05;
  const DEFECTS = ["none", "freeze", "inspected", "dismantling", "never"];
  const WEAKEST = ["no", "cannot_say", "edge", "yes", "no_deal"];
  const ALL_STEPS = [0, 1, 2, 3, 4];

  const ends = ({ low, high }) => (low === high ? [low] : [low, high]);
  const sorted = (values) => [...new Set(values)].sort((a, b) => a - b);
  const product = (choices) => Object.entries(choices).reduce(
    (points, [name, values]) => points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))), [{}]);
  const better = (set) => Object.fromEntries(set.measures.map(([name, , , more]) => [name, more]));
  const plain = (value) => Math.round(value * 1e6) / 1e6 + 0;
  const spoken = (name) => name.replaceAll("_", " ");
  const holds = (against, floor) => against >= -floor - 1e-9;

  /* The ends of what measures can come to anywhere within the ranges; no sample is asked. */
  class Corners {
    constructor(options, set) {
      this.set = set;
      this.ranges = set.ranges;
      this.more = better(set);
      this.options = new Map(options.map((one) => [one.id, one.model]));
      this.lawAlone = options.every((one) => !one.model.moments.length);
      this.middle = M.middles(set.ranges);
      this.kept = new Map();
    }

    get dealPoints() {
      return this.lazily("points", () => this.withSales(this.turns()));
    }

    at(id) {
      return this.lazily(`at|${id}`, () => this.dealPoints.map((f) => M.outcomes(this.options.get(id), f, false)));
    }

    lazily(key, ask) {
      if (!this.kept.has(key)) this.kept.set(key, ask());
      return this.kept.get(key);
    }

    turns() {
      const models = [...this.options.values()];
      const law = new Set([...SHARED_LAW, ...SEEN, ...this.set.values]);
      const { months_a_step: pace, keep_days: keep } = this.ranges;
      const meet = models.flatMap((model) => M.crossingPaces(model, ends(keep)));
      const near = meet.flatMap((at) => [at - BESIDE, at, at + BESIDE]).filter((at) => pace.low < at && at < pace.high);
      const choices = {};
      for (const name of Object.keys(this.ranges).sort().filter((one) => !law.has(one))) {
        choices[name] = name === "steps_kept" ? ALL_STEPS : name === "months_a_step" ? sorted([...ends(pace), ...near])
          : name === "keep_days" && models.filter((model) => model.tranches.length).length > 1
            ? sorted([...ends(keep), M.middleOf(keep)]) : ends(this.ranges[name]);
      }
      return product(choices).map((point) => ({ ...this.middle, ...point }));
    }

    /* Twice, where most and where least is sold, when money comes out of sales. */
    withSales(points) {
      if (![...this.options.values()].some((model) => model.tranches.some((one) => one.goods.length))) return points;
      const end = (more, part) => Object.fromEntries(more.map((name) => [name, this.ranges[name][part]]));
      const stops = ["enforcement", "enforcement_gain", "designation_effect"];
      const rest = ["price_premium", ...this.set.values];
      const [most, least] = [{ ...end(stops, "low"), ...end(rest, "high") }, { ...end(stops, "high"), ...end(rest, "low") }];
      this.course = points;
      return [...points.map((f) => ({ ...f, ...most })), ...points.map((f) => ({ ...f, ...least }))];
    }

    get seen() {
      return this.lazily("seen", () => {
        const law = new Set([...SHARED_LAW, ...this.set.values]);
        const choices = Object.fromEntries(Object.keys(this.ranges).filter((name) => !law.has(name)).map((name) => [name, ends(this.ranges[name])]));
        choices.steps_kept = ALL_STEPS;
        choices.months_a_step = sorted([...ends(this.ranges.months_a_step), this.middle.months_a_step]);
        return product(choices).map((point) => ({ ...this.middle, ...point }));
      });
    }

    visible(id) {
      return this.lazily(`seen|${id}`, () => this.seen.map((f) => M.outcomes(this.options.get(id), f, false)));
    }

    anyEnded(id, kept) {
      return this.dealPoints.some((f, n) => f.steps_kept === kept && this.at(id)[n].ended);
    }

    stepsAsked() {
      const { low, high } = this.ranges.steps_kept;
      return ALL_STEPS.filter((kept) => kept >= low && kept <= high);
    }

    /* The worst (sign 1) or the best (-1) of a measure, turned so that more is better; null where nothing can be said. */
    least(id, name, { against = null, steps = this.stepsAsked(), ended = false, sign = 1 } = {}) {
      if (name === "revenue_denied") return this.leastDenied(id, against, steps, ended, sign);
      const shown = name === "breach_visible";
      const [points, own] = shown ? [this.seen, this.visible(id)] : [this.dealPoints, this.at(id)];
      const other = against === null ? null : shown ? this.visible(against) : this.at(against);
      const turned = this.more[name] ? 1 : -1;
      const asked = new Set(steps);
      let least = null;
      for (let n = 0; n < points.length; n += 1) {
        if (!asked.has(points[n].steps_kept) || own[n][name] === null || (ended && !own[n].ended) || (other && other[n][name] === null)) continue;
        const value = turned * (own[n][name] - (other ? other[n][name] : 0));
        if (least === null || sign * value < sign * least) least = value;
      }
      return least;
    }

    leastDenied(id, against, steps, ended, sign) {
      const { law, turns } = this.law;
      const one = this.denied(id);
      const two = against === null ? null : this.denied(against);
      if (ended && this.lawAlone && !steps.some((kept) => this.anyEnded(id, kept))) return null;
      const open = turns === null ? [null] : turns.map((f, n) => n).filter((n) => steps.includes(turns[n].steps_kept)
        && (!ended || this.lazily(`ended|${id}|${n}`, () => M.endedOf(this.options.get(id), turns[n]))));
      const counts = this.used.map((name) => this.valueEnds(name).length);
      let least = null;
      for (const turn of open) {
        for (let corner = 0; corner < law.length; corner += 1) {
          const [base, moves] = at(one, corner, turn);
          const [less, others] = two ? at(two, corner, turn) : [0, null];
          let value = sign * (base - less);
          for (let range = 0; range < counts.length; range += 1) {
            const [own, other] = [moves[range], others && others[range]];
            if (!own && !other) continue;
            let most = Infinity;
            for (let n = 0; n < counts[range]; n += 1) most = Math.min(most, sign * ((own ? own[n] : 0) - (other ? other[n] : 0)));
            value += most;
          }
          if (least === null || value < least) least = value;
        }
      }
      return least === null ? null : sign * least;
    }

    get used() {
      return this.lazily("used", () => this.set.values.filter((name) => [...this.options.values()].some((model) => model.stopped.some((part) => part.range === name))));
    }

    valueEnds(name) {
      return this.lazily(`ends|${name}`, () => {
        const one = this.ranges[name];
        const parts = [...this.options.values()].flatMap((model) => model.stopped.filter((part) => part.range === name));
        const limits = [...parts.filter((part) => part.quantity).flatMap((part) => ends(this.ranges.price_premium).map((premium) => part.quantity * (1 + premium))),
          ...parts.filter((part) => part.amount).map((part) => part.amount)];
        return sorted([...ends(one), ...limits.filter((limit) => one.low < limit && limit < one.high)]);
      });
    }

    get law() {
      return this.lazily("law", () => {
        const one = this.ranges.price_premium;
        const premiums = new Set(ends(one));
        for (const model of this.options.values()) for (const part of model.stopped) {
          if (!part.quantity) continue;
          for (const value of [...(part.range ? ends(this.ranges[part.range]) : [part.value || 0]), ...(part.amount ? [part.amount] : [])]) {
            const premium = value / part.quantity - 1;
            if (one.low < premium && premium < one.high) premiums.add(premium);
          }
        }
        const law = product(Object.fromEntries(SHARED_LAW.map((name) => [name, name === "price_premium" ? sorted(premiums) : ends(this.ranges[name])])));
        return { law, turns: this.lawAlone ? null : this.bends() };
      });
    }

    /* The points of the deal at which the trade denied of some option leaves its straight line along the pace. */
    bends() {
      const points = (this.dealPoints && this.course) || this.dealPoints;
      const most = Object.fromEntries(["enforcement", "enforcement_gain", "designation_effect", ...this.set.values].map((name) => [name, this.ranges[name].high]));
      const laws = [{}, { ...most, price_premium: this.ranges.price_premium.low }];
      const lines = new Map();
      points.forEach((f) => {
        const key = Object.keys(this.ranges).filter((name) => name !== "months_a_step").map((name) => f[name]).join("|");
        lines.set(key, [...(lines.get(key) || []), f]);
      });
      const found = [];
      for (const line of lines.values()) {
        line.sort((a, b) => a.months_a_step - b.months_a_step);
        const turn = line.map((_, n) => n === 0 || n === line.length - 1);
        for (const model of this.options.values()) {
          if (!model.moments.length) continue;
          for (const law of laws) {
            const values = line.map((f) => M.outcomes(model, { ...f, ...law }).revenue_denied);
            const slope = values.slice(1).map((value, n) => (value - values[n]) / (line[n + 1].months_a_step - line[n].months_a_step));
            for (let n = 1; n < slope.length; n += 1) if (!(Math.abs(slope[n] - slope[n - 1]) <= 1e-6 * (1 + Math.abs(slope[n])))) turn[n] = true;
          }
        }
        found.push(...line.filter((_, n) => turn[n]));
      }
      return found;
    }

    /* At every corner of the law: trade denied with each value of trade at its low end, and how far other values move it. */
    denied(id) {
      return this.lazily(`denied|${id}`, () => {
        const model = this.options.get(id);
        const { law, turns } = this.law;
        const low = Object.fromEntries(this.set.values.map((name) => [name, this.valueEnds(name)[0]]));
        const groups = this.used.map((name) => [name, model.stopped.filter((part) => part.range === name), this.valueEnds(name)]);
        const asked = turns === null || !model.moments.length ? [this.middle] : turns;
        const table = asked.map((turn) => {
          const course = new M.Course(model, turn);
          return law.map((corner) => {
            const f = { ...turn, ...low, ...corner };
            const kept = (1 - f.diversion) * (1 - f.substitution);
            const moves = groups.map(([name, parts, values]) => {
              if (!parts.length) return null;
              const lowest = M.stoppedTrade(model, f, course, parts);
              return values.map((end) => (M.stoppedTrade(model, { ...f, [name]: end }, course, parts) - lowest) * kept);
            });
            return [M.stoppedTrade(model, f, course) * kept, moves];
          });
        });
        return { table, moving: asked !== null && turns !== null && model.moments.length > 0 };
      });
    }

    /* Every corner of the law with every end of the values of trade, the rest at the middle. */
    lawFutures(id) {
      const values = product(Object.fromEntries(this.used.map((name) => [name, this.valueEnds(name)])));
      const { law, turns } = this.law;
      const asked = turns !== null && this.options.get(id).moments.length ? turns : [this.middle];
      return asked.flatMap((turn) => law.flatMap((corner) => values.map((value) => ({ ...turn, ...corner, ...value }))));
    }
  }
  const at = ({ table, moving }, corner, turn) => table[moving ? turn : 0][corner];

  const failureTable = (set, corners) => set.options.flatMap((option) => DEFECTS.map((_, kept) => rowOf(set, corners, option, kept)));
  /* The rows again, once it is known which verdicts a small change turns. */
  const edged = (rows, edges) => rows.map((row) => {
    const edge = (edges[row.policy] || {})[row.defects];
    return edge && (row.verdict === "yes" || row.verdict === "edge") ? { ...row, verdict: "edge", because: edge } : row;
  });
  /* Whether an option has a verdict that a small change could turn. */
  const mayTurn = (rows, id) => rows.some((row) => row.policy === id && row.defects !== "never" && (row.verdict === "yes" || row.verdict === "edge"));
  const rowOf = (set, corners, { id, model, policy }, kept) => {
    const middle = M.outcomes(model, { ...corners.middle, steps_kept: kept });
    const measures = {};
    for (const [name] of set.measures) {
      if (middle[name] === null || (name === "breach_visible" && kept === 4)) continue;
      const { floor } = set.judged[name];
      const worst = corners.least(id, name, { steps: [kept], ended: name !== "exposed" });
      const gap = corners.least(id, name, { against: set.baseline, steps: [kept] });
      const against = gap === null ? null : plain(gap);
      measures[name] = { middle: plain(middle[name]), worst: worst === null ? null : plain(corners.more[name] ? worst : -worst), against,
        within: floor === null || against === null ? null : holds(against, floor) };
    }
    const broken = set.measures.map(([name]) => name).filter((name) => name !== "exposed" && measures[name] && measures[name].within === false);
    const unseen = plain(unseenOf(set, model, kept));
    const [verdict, because] = verdictOf(set, corners, { id, model, policy }, kept, measures, broken);
    return { policy: id, defects: DEFECTS[kept], verdict, because, broken, unseen, measures };
  };
  const [PATHS, SEED] = [10000, 1];
  const unseenOf = (set, model, kept) => {
    if (model.talks === null) return 0;
    const names = ["months_a_step", "keep_days"];
    const orders = names.map((name) => M.strips(name, PATHS, SEED));
    const f = { ...M.middles(set.ranges), steps_kept: kept };
    let cut = 0;
    for (let n = 0; n < PATHS; n += 1) {
      names.forEach((name, place) => { f[name] = M.placed(set.ranges[name], orders[place][n], PATHS); });
      if (!M.endedOf(model, f)) cut += 1;
    }
    return cut / PATHS;
  };
  const verdictOf = (set, corners, { id, model, policy }, kept, measures, broken) => {
    const months = `${model.horizon} month${model.horizon === 1 ? "" : "s"}`;
    if (broken.length) return ["no", `floors broken: ${broken.map(spoken).join(", ")}`];
    if (!M.hasDeal(model)) return ["no_deal", "nothing that the counterpart could break"];
    if (!corners.anyEnded(id, kept)) return ["cannot_say", `no such path is seen to its end within ${months}`];
    const still = measures.exposed;
    const floor = set.judged.exposed.floor === null ? set.judged.stranded.floor : set.judged.exposed.floor;
    if (still && floor !== null && still.against !== null && !holds(still.against, floor)) {
      return ["cannot_say", `up to ${whole(still.worst)} USD million still exposed after ${months}`];
    }
    const unheld = unheldOf(set, measures);
    if (unheld) return ["cannot_say", unheld];
    if (policy.not_counted.length) return ["cannot_say", `not counted: ${policy.not_counted.join("; ")}`];
    const thin = set.measures.map(([name]) => thinly(set, name, measures[name])).filter(Boolean).join("; ");
    return thin ? ["edge", thin] : ["yes", ""];
  };
  /* Why a floor says nothing: the baseline has no number to hold it against, or nobody set one. */
  const unheldOf = (set, measures) => {
    const known = set.measures.map(([name]) => name).filter((name) => measures[name]);
    const alone = known.filter((name) => set.judged[name].floor !== null && measures[name].against === null);
    if (alone.length) return `the baseline has no ${alone.map(spoken).join(", ")} to hold the floor against`;
    return known.some((name) => name !== "exposed" && measures[name].within) ? "" : "no floor is set";
  };
  /* What is to spare of a floor that only just holds; nothing where there is room. */
  const thinly = (set, name, one) => {
    const { floor } = set.judged[name];
    if (name === "exposed" || !floor || !one || one.against === null || floor + one.against >= EDGE * floor) return "";
    return `${spoken(name)}: ${digits(floor + one.against, 3)} to spare of ${digits(floor, 6)}`;
  };
  /* A number with so many digits, as Python's “g” writes it. */
  const digits = (value, count) => {
    const [head, power] = value.toExponential(count - 1).split("e").map(Number);
    if (value && (power < -4 || power >= count)) return `${head}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
    return String(Number(value.toPrecision(count)));
  };
  const overall = (rows, id) => rows.filter((row) => row.policy === id && row.defects !== "never").map((row) => row.verdict)
    .sort((a, b) => WEAKEST.indexOf(a) - WEAKEST.indexOf(b))[0] || "cannot_say";
  const reasonOf = (rows, id, titles) => {
    const verdict = overall(rows, id);
    const states = new Map();
    for (const row of rows) {
      if (row.policy === id && row.verdict === verdict && row.defects !== "never") states.set(row.because, [...(states.get(row.because) || []), titles[row.defects]]);
    }
    return [...states].filter(([why]) => why).map(([why, where]) => (where.length === DEFECTS.length - 1 ? why : `${why} (${where.join(", ")})`)).join("; ");
  };

  const reached = (set, value, name) => (set.more[name] ? value >= set.judged[name].threshold : value <= set.judged[name].threshold);
  const meets = (set, found) => {
    const met = (name) => found[name] !== null && reached(set, found[name], name);
    const part = (goal) => Object.keys(set.judged).filter((name) => set.judged[name].goal === goal);
    const either = part("one_of");
    return (!either.length || either.some(met)) && part("always").every(met);
  };
  const LENSES = ["worst", "max_regret", "p90_regret", "share_reached"];
  /* Every option on every measure over some futures: table[id] has one set of measures a future. */
  const standings = (set, table, corners = null) => set.measures.flatMap(([name]) => {
    const turned = set.more[name] ? 1 : -1;
    const said = set.options.filter(({ id }) => table[id] && table[id][0][name] !== null);
    const count = said.length ? table[said[0].id].length : 0;
    const best = Array.from({ length: count }, (_, n) => said.reduce((most, { id }) => Math.max(most, turned * table[id][n][name]), -Infinity));
    const rows = said.map(({ id }) => {
      const values = table[id].map((found) => found[name]);
      const regret = values.map((value, n) => best[n] - turned * value).sort((a, b) => a - b);
      const row = { policy: id, measure: name, p90_regret: plain(regret[Math.max(0, Math.ceil(count * 90 / 100) - 1)]),
        share_reached: plain(values.filter((value) => reached(set, value, name)).length / count) };
      if (!corners) return row;
      const [least, most] = [corners.least(id, name), corners.least(id, name, { sign: -1 })];
      const behind = said.filter((rival) => rival.id !== id).map((rival) => corners.least(id, name, { against: rival.id })).filter((value) => value !== null);
      const worst = plain(turned * least);
      const span = [worst, plain(turned * most)].sort((a, b) => a - b);
      return { ...row, worst, lowest: span[0], highest: span[1], max_regret: Math.max(0, ...behind.map((value) => plain(-value))) };
    });
    const goodness = (row, lens) => {
      const value = Math.round(row[lens] * 1000) / 1000;
      return lens === "share_reached" || (lens === "worst" && turned > 0) ? value : -value;
    };
    for (const row of rows) row.ranks = Object.fromEntries(LENSES.filter((lens) => lens in row).map((lens) => [lens, 1 + rows.filter((other) => goodness(other, lens) > goodness(row, lens)).length]));
    return rows;
  });

  /* The goal where talks open only below a share: from (certain) to (possible), one row a definition. */
  const underCondition = (set, option, futures, table) => {
    const limit = option.policy.talks && option.policy.talks.only_if_partner_share_below;
    if (limit === null || limit === undefined) return [];
    const closed = M.shut(option.model);
    const inside = table[option.id].map((found) => meets(set, found));
    const without = futures.map((f) => meets(set, M.outcomes(closed, f)));
    const stopped = futures.map((f) => M.stoppedTrade(option.model, f) / (set.months / 12));
    const mean = (flags) => plain(flags.filter(Boolean).length / flags.length);
    return set.shares.map(({ low, high }) => {
      const said = set.trade && low && high;
      const surely = futures.map((f, n) => Boolean(said) && M.shareAfter(set.trade, high, stopped[n], f) < limit);
      const perhaps = futures.map((f, n) => !said || M.shareAfter(set.trade, low, stopped[n], f) < limit);
      return { policy: option.id, opens_low: mean(surely), opens_high: mean(perhaps),
        met_low: mean(futures.map((_, n) => (surely[n] && inside[n]) || (!perhaps[n] && without[n]) || (inside[n] && without[n]))),
        met_high: mean(futures.map((_, n) => (perhaps[n] && inside[n]) || (!surely[n] && without[n]))) };
    });
  };

  /* Rounded as Python's formats round: a tie goes to the even digit. */
  const even = (value, places) => {
    const scaled = value * 10 ** places;
    return Math.abs(scaled % 1) === 0.5 ? (2 * Math.round(scaled / 2)) / 10 ** places : Number(value.toFixed(places));
  };
  const whole = (value) => {
    const text = even(Math.abs(value), 0).toLocaleString("en-GB", { maximumFractionDigits: 0 });
    return value < 0 && Number(text.replaceAll(",", "")) ? `-${text}` : text;
  };
  const RISKS = { stranded: "USD million stranded", exposed: "USD million still exposed at the end",
    cash_others: "USD million paid by others than the partner", humanitarian_lines: "humanitarian lines touched" };
  const lineOf = (set, { id, model, policy }, rows, standing, titles) => {
    const mine = Object.fromEntries(standing.filter((one) => one.policy === id).map((one) => [one.measure, one]));
    const buys = [["revenue_denied", "USD million of trade denied"], ["freeze_months", "months of verified freeze"]]
      .filter(([name]) => mine[name] && mine[name].highest > 0).map(([name, words]) => `${whole(mine[name].lowest)} to ${whole(mine[name].highest)} ${words}`);
    const risks = Object.entries(RISKS).filter(([name]) => mine[name] && mine[name].worst).map(([name, words]) => `up to ${whole(mine[name].worst)} ${words}`);
    const cut = rows.filter((row) => row.policy === id && row.unseen).sort((a, b) => b.unseen - a.unseen || DEFECTS.indexOf(b.defects) - DEFECTS.indexOf(a.defects))[0];
    if (cut) risks.push(`${even(cut.unseen * 100, 0)}% of paths not seen to the end (${titles[cut.defects]})`);
    return { policy: id, title: policy.title, deal: M.hasDeal(model), verdict: overall(rows, id), because: reasonOf(rows, id, titles),
      buys: buys.join(", ") || "nothing that is measured", risks: risks.join(", ") || "nothing that is measured" };
  };
  /* Options by their titles, quoted, for a title may hold an "and" of its own. */
  const named = (titles) => {
    const quoted = titles.map((title) => `“${title}”`);
    return quoted.length > 1 ? `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}` : quoted[0];
  };
  const headline = (lines, baseline) => {
    const deals = lines.filter((line) => line.deal && line.policy !== baseline);
    if (!deals.length) return "No option of this set has a deal that the counterpart could break.";
    const held = deals.filter((line) => line.verdict === "yes" || line.verdict === "edge");
    const edge = held.filter((line) => line.verdict === "edge").map((line) => line.title);
    const parts = edge.length ? [`${named(edge)} only just`] : [];
    const called = (word) => deals.filter((line) => line.verdict === word).map((line) => line.title);
    const broken = called("no");
    if (broken.length) parts.push(`${named(broken)} ${broken.length === 1 ? "does not" : "do not"}`);
    const unsaid = called("cannot_say");
    if (unsaid.length) parts.push(`nothing can be said of ${named(unsaid)}`);
    const keep = `${held.length || "none"} ${held.length < 2 ? "keeps" : "keep"}`;
    const words = `Of ${deals.length} option${deals.length === 1 ? "" : "s"} with a deal, ${keep} every floor whenever the counterpart breaks it`;
    return `${words}${parts.length ? ": " : ""}${parts.join("; ")}.`;
  };

  /* What every floor has to spare at the worst state (margins.py). */
  const spares = (set, corners, { id, model }) => {
    const states = M.hasDeal(model) ? [0, 1, 2, 3] : [0];
    return set.measures.map(([name]) => name).filter((name) => set.judged[name].floor !== null).map((name) => {
      let found = null;
      for (const kept of states) {
        const value = corners.least(id, name, { against: set.baseline, steps: [kept] });
        if (value !== null && (found === null || value < found.value - 1e-9)) found = { value, kept };
      }
      return found && { measure: name, floor: set.judged[name].floor, spare: plain(found.value + set.judged[name].floor), defects: DEFECTS[found.kept] };
    }).filter(Boolean).sort((a, b) => a.spare - b.spare || (a.measure < b.measure ? -1 : 1));
  };

  const judge = { Corners, DEFECTS, EDGE, LENSES, digits, edged, even, failureTable, headline, holds, lineOf, mayTurn, meets, overall, plain, reached, reasonOf, rowOf, spares, spoken, standings, underCondition, whole };
  if (typeof module !== "undefined") module.exports = judge;
  else root.yaluJudge = judge;
})(typeof window === "undefined" ? globalThis : window);
