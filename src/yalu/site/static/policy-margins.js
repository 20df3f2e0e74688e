// Whether a verdict stands at the edge: which single change of up to a twentieth of a number turns a floor
// (yalu.policy.judgement.margins and dials). Changes of up to twice a number are for `yalu policy margins`.
"use strict";
(function (root) {
  const node = typeof module !== "undefined";
  const J = node ? require("./policy-judge.js") : root.yaluJudge;
  const M = node ? require("./policy-model.js") : root.yaluModel;
  const O = node ? require("./policy-option.js") : root.yaluOption;
  const FINE = 1e-3;
  const LAW = ["enforcement", "enforcement_gain", "designation_effect", "diversion", "substitution", "price_premium"];

  const replaced = (value, path, change) => {
    if (!path.length) return change(value);
    const [first, ...rest] = path;
    if (Array.isArray(value)) return value.map((one, n) => (n === first ? replaced(one, rest, change) : one));
    return { ...value, [first]: replaced(value[first], rest, change) };
  };
  const isoOf = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  const plural = (count, word) => `${count.toLocaleString("en-GB")} ${word}${count === 1 ? "" : "s"}`;

  /* Every single number of an option and its ranges that could be another one. */
  const dialsOf = (policy, ranges, months) => {
    const window = months * M.DAYS_A_MONTH;
    const found = [];
    const days = (what, now, path) => found.push({ what, kind: "days", now, unit: 1, least: 0, most: 2 * now + 365, whole: now || 30, says: "day",
      turned: (value) => [replaced(policy, path, () => Math.round(value)), ranges] });
    const date = (what, day, path) => found.push({ what, kind: "date", now: 0, unit: 1, least: -window, most: window, whole: window, day,
      turned: (value) => [replaced(policy, path, (was) => isoOf(O.dayOf(was) + Math.round(value))), ranges] });
    for (const [name, one] of Object.entries(ranges)) {
      if (name === "steps_kept") continue;
      const highest = one.unit === "share" ? 1 : 2 * Math.max(one.high, 1);
      for (const [end, least, most] of [["low", name === "keep_days" ? 1 : 0, one.high], ["high", one.low, highest]]) {
        found.push({ what: `the ${end} end of ${J.spoken(name)}`, kind: "range", now: one[end], unit: one.whole ? 1 : 0, least, most, whole: one[end] || one.high,
          outward: end === "high" ? 1 : -1, says: one.unit === "share" ? "" : one.unit, range: name,
          turned: (value) => [policy, { ...ranges, [name]: { ...one, [end]: value } }] });
      }
    }
    policy.obligations.forEach((owed, n) => {
      if (owed.verified_by) days(`the days to verify ${owed.step}`, owed.within_days, ["obligations", n, "within_days"]);
    });
    policy.payments.forEach((payment, number) => {
      const at = ["payments", number];
      if (payment.deposit) date(`the deposit of ${payment.id}`, payment.deposit, [...at, "deposit"]);
      payment.deposits.forEach((part, n) => date(`deposit ${n + 1} of ${payment.id}`, part.day, [...at, "deposits", n, "day"]));
      payment.releases.forEach((release, n) => {
        const what = `${payment.id}, released ${release.after === "deposit" ? "at once" : `after ${release.after}`}`;
        const field = payment.commodity ? "quantity" : "amount";
        const size = release[field];
        if (size !== null) {
          const whole = [...at, ...(payment.commodity ? ["commodity", "quantity"] : ["amount"])];
          found.push({ what: `${what},`, kind: "amount", now: size, unit: 1, least: 0, most: 2 * size + 1, whole: size,
            says: payment.commodity ? payment.commodity.unit : payment.currency,
            turned: (value) => [replaced(replaced(policy, [...at, "releases", n, field], () => value), whole, (was) => (was || 0) + value - size), ranges] });
        }
        if (release.after !== "deposit") days(`${what}, paid within`, release.within_days, [...at, "releases", n, "within_days"]);
        if (release.not_before) date(`${what}, not before`, release.not_before, [...at, "releases", n, "not_before"]);
      });
    });
    if (policy.talks) date("the day talks begin", policy.talks.from, ["talks", "from"]);
    return found;
  };
  const ladder = (dial, way) => {
    const sizes = [...(dial.unit ? [dial.unit] : []), 0.01 * dial.whole, J.EDGE * dial.whole];
    const rungs = [];
    for (const size of sizes) {
      const moved = dial.unit ? Math.round(size / dial.unit) * dial.unit : size;
      const value = Math.min(Math.max(dial.now + way * Math.max(moved, dial.unit), dial.least), dial.most);
      if (Math.abs(value - dial.now) > 1e-12 && !rungs.includes(value)) rungs.push(value);
    }
    return rungs;
  };
  const sizeOf = (dial, at) => (dial.whole ? Math.abs(at - dial.now) / dial.whole : 1);
  const shown = (dial, value) => {
    if (dial.day) return isoOf(O.dayOf(dial.day) + Math.round(value));
    if (dial.kind === "range") return `${J.digits(value, 3)} ${dial.says}`.trim();
    return dial.kind === "days" ? plural(Math.round(value), dial.says) : `${J.whole(value)} ${dial.says}`;
  };
  const change = (dial, at) => {
    const by = at - dial.now;
    const sign = by < 0 ? "-" : "+";
    if (dial.day) return `${plural(Math.abs(Math.round(by)), "day")} ${by > 0 ? "later" : "earlier"}`;
    if (dial.kind === "range") return dial.whole ? `${sign}${(Math.abs(by) / dial.whole * 100).toFixed(1)}%` : `${sign}${J.digits(Math.abs(by), 3)}`;
    return `${sign}${J.whole(Math.abs(by))} ${dial.kind === "amount" ? dial.says : "days"}`;
  };

  /* The floors that do not hold; `changed` names the ranges that differ, null where the option does. */
  const brokenOf = (set, today, option, policy, ranges, before, changed) => {
    const there = { ...set, ranges };
    const model = changed === null ? O.modelOf(policy, { ...option.model, humanitarian: option.model.humanitarian }, set) : option.model;
    const corners = new J.Corners([today, { id: option.id, model }], there);
    const sells = model.tranches.some((one) => one.goods.length);
    const law = new Set([...LAW, ...set.values]);
    const asked = (name) => {
      if (!before || !corners.lawAlone) return true;
      if (name === "revenue_denied") return changed !== null && changed.some((one) => law.has(one));
      return changed === null || sells || changed.some((one) => !law.has(one));
    };
    const states = M.hasDeal(model) ? [0, 1, 2, 3] : [0];
    return new Set(set.measures.map(([name]) => name).filter((name) => set.judged[name].floor !== null).filter((name) => {
      if (!asked(name)) return before.has(name);
      const worst = corners.least(option.id, name, { against: set.baseline, steps: states });
      return worst !== null && !J.holds(worst, set.judged[name].floor);
    }));
  };

  /* The nearest changes that turn each floor, by floor: [{dial, at, size}], nearest first. It pauses after every dial. */
  const flipsOf = function* (set, option) {
    const today = set.options.find((one) => one.id === set.baseline);
    const { policy } = option;
    const before = brokenOf(set, today, option, policy, set.ranges, null, []);
    const found = {};
    const dials = dialsOf(policy, set.ranges, set.months);
    const turnedBy = (dial) => (value) => brokenOf(set, today, option, ...dial.turned(value), before, dial.range ? [dial.range] : null);
    const other = (one, name) => one.has(name) !== before.has(name);
    // Wider ranges only ever break floors and narrower ones only ever mend them: if none turns when all move, none does alone.
    const moved = Object.fromEntries([1, -1].map((way) => {
      const ranges = { ...set.ranges };
      for (const dial of dials) {
        const values = dial.outward ? ladder(dial, dial.outward * way) : [];
        if (values.length) ranges[dial.range] = { ...ranges[dial.range], [dial.what.startsWith("the low") ? "low" : "high"]: values[values.length - 1] };
      }
      if (Object.values(ranges).some(({ low, high }) => low > high)) return [way, true];
      const all = brokenOf(set, today, option, policy, ranges, null, []);
      return [way, [...new Set([...all, ...before])].some((name) => other(all, name))];
    }));
    for (const dial of dials) for (const way of [-1, 1]) {
      yield;
      if (dial.outward && !moved[way * dial.outward]) continue;
      const broken = turnedBy(dial);
      let last = dial.now;
      const open = new Set(set.measures.map(([name]) => name));
      for (const value of ladder(dial, way)) {
        const now = broken(value);
        for (const name of [...open].filter((one) => other(now, one)).sort()) {
          open.delete(name);
          if (dial.kind === "date" && before.has(name)) continue; // a later date only moves a broken floor out of sight
          const at = nearest((v) => other(broken(v), name), last, value, dial);
          found[name] = [...(found[name] || []), { dial, at, size: J.plain(sizeOf(dial, at)) }];
        }
        last = value;
      }
    }
    for (const flips of Object.values(found)) flips.sort((a, b) => a.size - b.size || (a.dial.what < b.dial.what ? -1 : 1));
    return found;
  };
  const nearest = (turned, from, to, dial) => {
    let [last, value] = [from, to];
    const fine = dial.unit || FINE * Math.max(Math.abs(dial.now), FINE);
    while (Math.abs(value - last) > fine * 1.0001) {
      let middle = (last + value) / 2;
      if (dial.unit) middle = last + Math.round((middle - last) / dial.unit) * dial.unit;
      [last, value] = turned(middle) ? [last, middle] : [middle, value];
    }
    return value;
  };
  const spareWords = ({ measure, spare, floor }) => {
    const name = J.spoken(measure);
    const plain = (value) => (Math.abs(value) < 10 ? String(Number(value.toFixed(2))) : J.whole(value));
    if (spare < -1e-9) return `${name}: ${plain(-spare)} beyond the floor of ${plain(floor)}`;
    return `${name}: ${plain(spare)} to spare${floor ? ` of ${plain(floor)}` : ""}`;
  };
  const words = (margin, flips) => {
    const said = spareWords(margin);
    if (!flips.length) return `${said}; no single change up to 5% of a number turns it`;
    const { dial, at, size } = flips[0];
    const alike = flips.filter((one) => one.dial.kind === dial.kind && one.size === size && change(one.dial, one.at) === change(dial, at)).length - 1;
    return `${said}; ${margin.spare < -1e-9 ? "holds" : "fails"} with ${dial.what} ${shown(dial, at)} instead of ${shown(dial, dial.now)} (${change(dial, at)})`
      + (alike ? `, ${plural(alike, "other")} alike` : "");
  };
  /* The states whose verdict stands at the edge, each with the change that turns it; a generator that returns them. */
  const edgesIn = function* (set, option, spares) {
    if (option.id === set.baseline) return {};
    const flips = yield* flipsOf(set, option);
    const edges = {};
    for (const margin of spares) {
      const own = flips[margin.measure] || [];
      const thin = margin.floor > 0 && margin.spare < J.EDGE * margin.floor;
      if (margin.spare >= -1e-9 && (thin || own.some((flip) => flip.size <= J.EDGE))) {
        edges[margin.defects] = [...(edges[margin.defects] || []), words(margin, own)];
      }
    }
    return Object.fromEntries(Object.entries(edges).map(([defects, said]) => [defects, said.join("; ")]));
  };

  const edgesOf = (set, option, spares) => {
    const asked = edgesIn(set, option, spares);
    let step = asked.next();
    while (!step.done) step = asked.next();
    return step.value;
  };

  const margins = { edgesIn, edgesOf, spareWords, words };
  if (node) module.exports = margins;
  else root.yaluMargins = margins;
})(typeof window === "undefined" ? globalThis : window);
