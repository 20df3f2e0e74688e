// What an option comes to in one future: the formulas of yalu.policy.formulas (deal, outcomes, futures) and agreement.moments, one future at a time.
// Pure functions, without the page: tests run them beside Python. docs/policy.md has every formula in words.
"use strict";
(function (root) {
  const STEPS = ["freeze", "inspected", "dismantling", "done"];
  const DAYS_A_MONTH = 30.4375;
  const BREACH = -1;

  /* When steps are taken and money is released; infinity is never. */
  class Course {
    constructor(model, f) {
      this.model = model;
      this.kept = f.steps_kept;
      this.pace = f.months_a_step;
      this.found = new Map();
      this.breach = model.talks === null ? model.horizon
        : this.kept >= STEPS.length ? Infinity : model.talks + (this.kept + 1) * this.pace;
    }

    once(key, ask) {
      if (!this.found.has(key)) this.found.set(key, ask());
      return this.found.get(key);
    }

    step(place) {
      return this.once(place, () => {
        const { talks, owed } = this.model;
        if (talks === null) return Infinity;
        const requires = owed.slice(0, place).flatMap((one) => one.requires);
        const month = this.latest(talks + place * this.pace, requires);
        return this.kept >= place && (!requires.length || month < this.breach) ? month : Infinity;
      });
    }

    tranche(place) {
      return this.once(`t${place}`, () => {
        const one = this.model.tranches[place];
        const month = one.after ? Math.max(this.step(one.after) + one.wait, one.earliest) : one.earliest;
        const latest = this.latest(month, one.requires);
        return latest < this.breach ? latest : Infinity;
      });
    }

    duty(place) {
      const one = this.model.duties[place];
      return one.after ? this.step(one.after) + one.month : one.month;
    }

    latest(month, names) {
      let last = month;
      for (const name of names) {
        const duty = this.model.duties.findIndex((one) => one.id === name);
        last = Math.max(last, duty >= 0 ? this.duty(duty) : this.tranche(this.model.tranches.findIndex((one) => one.payment === name)));
      }
      return last;
    }
  }

  /* From when and until when each lever holds that waits for a step or ends with a breach. */
  const spans = (model, course) => model.moments.map(({ after, month, restored }) => {
    const due = month + (after === BREACH ? course.breach : after ? course.step(after) : 0);
    return [after === BREACH || due < course.breach ? due : Infinity, restored === null ? Infinity : course.breach + restored];
  });
  const overlap = (held, first, last) => {
    let [begin, end] = [first, last];
    for (const [one, other] of held) [begin, end] = [Math.max(begin, one), Math.min(end, other)];
    return Math.max(end - begin, 0);
  };

  /* What is stopped of some parts of trade; `parts` are those of the model unless a few are asked. */
  const stoppedTrade = (model, f, course, parts) => {
    const held = model.moments.length ? spans(model, course || new Course(model, f)) : [];
    let total = 0;
    for (const part of parts || model.stopped) {
      const months = part.moments.length ? overlap(part.moments.map((n) => held[n]), part.first, part.last) * part.times : part.months;
      let left = 1 - f.enforcement;
      if (part.better) left *= 1 - f.enforcement_gain;
      if (part.designated) left *= 1 - part.designated * f.designation_effect;
      let value = part.range ? f[part.range] : part.value;
      if (part.quantity !== null || part.amount !== null) {
        const allowed = part.quantity === null ? Infinity : part.quantity * (1 + f.price_premium);
        value = Math.max(value - Math.min(allowed, part.amount === null ? Infinity : part.amount), 0);
      }
      total += (1 - left) * value * months / 12;
    }
    return total;
  };
  const stillSold = (model, f, course) => {
    const found = {};
    for (const name of new Set(model.tranches.flatMap((one) => one.goods))) {
      const line = model.lines.find((one) => one.name === name);
      const stopped = stoppedTrade(model, f, course, model.stopped.filter((part) => part.line === name));
      found[name] = (line.range ? f[line.range] : line.value) - stopped / (model.horizon / 12);
    }
    return found;
  };
  const worthOf = (tranche, f, sold) => {
    if (tranche.goods.length) return tranche.amount * tranche.goods.reduce((sum, name) => sum + sold[name], 0);
    return tranche.scale ? tranche.amount * f[tranche.scale] : tranche.amount;
  };

  const deal = (model, f, course, sold) => {
    const horizon = model.horizon;
    const last = Math.min(course.breach, horizon);
    const broken = model.talks === null || course.breach < horizon;
    const keep = f.keep_days / DAYS_A_MONTH;
    const found = { received: 0, others: 0, stranded: 0, exposed: 0, freeze: 0, own: 0, watched: false, ended: false };
    const final = model.owed[model.owed.length - 1];
    let settled = model.talks === null || !final || course.step(model.owed.length) + final.lag + keep <= horizon;
    const owns = model.tranches.some((one) => model.owed[one.buys - 1].keep !== null);
    model.tranches.forEach((tranche, place) => {
      const out = course.tranche(place);
      const worth = worthOf(tranche, f, sold);
      const paid = out <= horizon;
      const since = Math.max(out, course.step(tranche.buys));
      const atRisk = paid && (!tranche.recall || last > out + tranche.recall);
      if (paid) found.received += worth;
      if (paid) found.others += worth * (1 - tranche.partnerShare);
      if (atRisk && since + keep > last) found[broken ? "stranded" : "exposed"] += worth;
      if (paid && since + keep > horizon) settled = false;
      if (model.talks !== null && !paid && out !== Infinity) settled = false;
      const named = model.owed[tranche.buys - 1].keep;
      if (owns && atRisk && broken && since + (named === null ? keep : named) > last) found.own += worth;
    });
    if (!owns) found.own = found.stranded;
    model.owed.forEach((owed, place) => {
      if (owed.step !== "freeze" || !owed.verified) return;
      const start = course.step(place + 1) + owed.lag;
      found.watched = start < course.breach;
      found.freeze = found.watched ? owed.part * Math.max(last - start, 0) : 0;
    });
    found.ended = broken || settled;
    return found;
  };
  const endedOf = (model, f) => {
    const course = new Course(model, f);
    return deal(model, f, course, stillSold(model, f, course)).ended;
  };
  const touched = (model, course) => {
    let lines = model.humanitarian;
    if (model.relief.length) {
      const held = spans(model, course);
      for (const [moments, change] of model.relief) {
        if (moments.every((n) => held[n][0] < model.horizon && held[n][1] >= model.horizon)) lines += change;
      }
    }
    return lines;
  };
  /* Every measure of one option in one future; null where nothing is said. `denied` false leaves trade out. */
  const outcomes = (model, f, denied = true) => {
    const course = new Course(model, f);
    const agreed = deal(model, f, course, stillSold(model, f, course));
    return {
      revenue_denied: denied ? stoppedTrade(model, f, course) * (1 - f.diversion) * (1 - f.substitution) : null,
      cash_received: agreed.received, cash_others: agreed.others, stranded: agreed.stranded, exposed: agreed.exposed,
      freeze_months: agreed.freeze,
      breach_visible: owes(model) ? (agreed.watched ? f.visible_with_inspectors : f.visible_without) : null,
      humanitarian_lines: touched(model, course), stranded_own: agreed.own, ended: agreed.ended ? 1 : 0,
    };
  };
  const owes = (model) => model.talks !== null && model.owed.length > 0;
  const hasDeal = (model) => owes(model) || model.tranches.length > 0;
  /* The same option when talks never open: only money that waits for nothing is paid. */
  const shut = (model) => ({ ...model, talks: null, tranches: model.tranches.filter((one) => one.after === 0 && !one.requires.length) });
  const paidBy = (model, f) => {
    const course = new Course(model, f);
    const sold = stillSold(model, f, course);
    const found = {};
    model.tranches.forEach((tranche, place) => {
      const paid = course.tranche(place) <= model.horizon ? worthOf(tranche, f, sold) : 0;
      for (const [payer, share] of tranche.payers) found[payer] = (found[payer] || 0) + share * paid;
    });
    return found;
  };
  /* One future by month: released and safe, released and at risk, held. */
  const moneyAt = (model, f, months) => {
    const course = new Course(model, f);
    const sold = stillSold(model, f, course);
    const breach = model.talks === null ? Infinity : course.breach;
    const found = months.map(() => [0, 0, 0]);
    model.tranches.forEach((tranche, place) => {
      if (tranche.deposit >= breach) return;
      const worth = worthOf(tranche, f, sold);
      const out = course.tranche(place);
      const kept = Math.max(out, course.step(tranche.buys)) + f.keep_days / DAYS_A_MONTH;
      months.forEach((month, n) => {
        if (month >= out) found[n][Math.min(month, breach) >= kept ? 0 : 1] += worth;
        else if (month >= tranche.deposit && month < breach) found[n][2] += worth;
      });
    });
    return found;
  };

  /* The paces at which two dates of a deal fall together (crossings.py): between them money does not change. */
  const crossingPaces = (model, keepDays) => {
    if (model.talks === null) return [];
    const { talks } = model;
    const lines = new Map();
    const add = (more) => more.forEach(([constant, slope]) => lines.set(`${constant}|${slope}`, [constant, slope]));
    const moved = (some, months) => some.map(([constant, slope]) => [constant + months, slope]);
    const breaches = STEPS.map((_, kept) => [talks, kept + 1]);
    const since = (after) => (after === BREACH ? breaches : after ? step(after) : [[0, 0]]);
    const step = (place) => [[talks, place], ...required(model.owed.slice(0, place).flatMap((one) => one.requires))];
    const tranche = (place) => {
      const one = model.tranches[place];
      return [[one.earliest, 0], ...(one.after ? moved(step(one.after), one.wait) : []), ...required(one.requires)];
    };
    const required = (names) => names.flatMap((name) => {
      const duty = model.duties.filter((one) => one.id === name).flatMap((one) => moved(since(one.after), one.month));
      const first = model.tranches.findIndex((one) => one.payment === name);
      return first < 0 ? duty : [...duty, ...tranche(first)];
    });
    const keeps = keepDays.map((days) => days / DAYS_A_MONTH);
    add([[model.horizon, 0], ...breaches]);
    for (const { after, month, restored } of model.moments) {
      add(moved(since(after), month));
      if (restored !== null) add(moved(breaches, restored));
    }
    for (const part of model.stopped) if (part.moments.length) add([[part.first, 0], [part.last, 0]]);
    model.owed.forEach((owed, n) => {
      add(step(n + 1));
      for (const wait of [0, ...keeps]) add(moved(step(n + 1), owed.lag + wait));
    });
    model.tranches.forEach((one, place) => {
      const out = tranche(place);
      const own = model.owed[one.buys - 1].keep;
      add([...out, ...moved(out, one.recall)]);
      for (const keep of own === null ? keeps : [...keeps, own]) add(moved([...out, ...step(one.buys)], keep));
    });
    const all = [...lines.values()];
    const found = new Set();
    for (const [constant, slope] of all) for (const [other, less] of all) {
      if (slope > less && other > constant) found.add(Math.round((other - constant) / (slope - less) * 1e12) / 1e12);
    }
    return [...found].sort((a, b) => a - b);
  };

  // Futures: a Latin hypercube whose order hangs on the name of a range and the seed alone (futures.py).
  const orderOf = (count, seed, place) => {
    const bits = Math.max(16, count > 1 ? (count - 1).toString(2).length : 0);
    const mask = bits >= 32 ? 0xFFFFFFFF : (2 ** bits) - 1;
    const mixed = Uint32Array.from({ length: 2 ** bits }, (_, n) => n);
    for (let turn = 0; turn < 4; turn += 1) {
      const key = keyOf(seed, place, turn);
      const [factor, more, shift] = [key | 1, key >>> 7, bits >> 1];
      for (let n = 0; n < mixed.length; n += 1) {
        const value = (Math.imul(mixed[n], factor) + more) & mask;
        mixed[n] = value ^ (value >>> shift);
      }
    }
    return mixed.filter((strip) => strip < count);
  };
  const keyOf = (seed, place, turn) => {
    const whole = (value) => BigInt.asUintN(64, value);
    let value = whole(BigInt(seed) * 0x9E3779B97F4A7C15n + place * 0xD1B54A32D192ED03n + BigInt(turn) * 0x8CB92BA72F3D8DD7n);
    value = whole((value ^ (value >> 30n)) * 0xBF58476D1CE4E5B9n);
    value = whole((value ^ (value >> 27n)) * 0x94D049BB133111EBn);
    return Number((value ^ (value >> 31n)) & 0xFFFFFFFFn);
  };
  /* The first eight bytes of the SHA-256 of a name (FIPS 180-4), for names of up to 55 letters of ASCII. */
  const placeOf = (name) => {
    if (name.length > 55) throw new RangeError("a range has a name of at most 55 letters");
    const primes = [];
    for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
    const fraction = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32) >>> 0;
    const state = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
    const bytes = new Uint8Array(64);
    [...name].forEach((letter, n) => { bytes[n] = letter.charCodeAt(0); });
    bytes[name.length] = 0x80;
    new DataView(bytes.buffer).setUint32(60, name.length * 8);
    const words = Array.from({ length: 16 }, (_, n) => new DataView(bytes.buffer).getUint32(n * 4));
    const turn = (value, by) => (value >>> by) | (value << (32 - by));
    for (let n = 16; n < 64; n += 1) {
      const [a, b] = [words[n - 15], words[n - 2]];
      words[n] = (words[n - 16] + words[n - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) >>> 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let n = 0; n < 64; n += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + fraction(Math.cbrt(primes[n])) + words[n]) >>> 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
    }
    return (BigInt((state[0] + a) >>> 0) << 32n) | BigInt((state[1] + b) >>> 0);
  };
  const taken = new Map();
  const strips = (name, count, seed) => {
    const key = `${name}|${count}|${seed}`;
    if (!taken.has(key)) taken.set(key, orderOf(count, seed, placeOf(name)));
    return taken.get(key);
  };
  const middleOf = ({ low, high, whole }) => (whole ? Math.floor((low + high) / 2) : (low + high) / 2);
  const middles = (ranges) => Object.fromEntries(Object.keys(ranges).map((name) => [name, middleOf(ranges[name])]));
  const placed = ({ low, high, whole }, strip, count) => {
    const share = (strip + 0.5) / count;
    return whole ? Math.min(Math.floor(low + share * (high - low + 1)), high) : low + share * (high - low);
  };
  const drawn = (ranges, count, seed) => {
    const names = Object.keys(ranges).sort();
    const orders = names.map((name) => strips(name, count, seed));
    return Array.from({ length: count }, (_, n) => {
      const future = {};
      names.forEach((name, place) => { future[name] = placed(ranges[name], orders[place][n], count); });
      return future;
    });
  };

  /* The share of trade after the levers, in percent, from one bound of the share today. */
  const shareAfter = (whole, percent, stopped, f) => {
    const back = stopped * (1 - f.diversion) * f.substitution;
    return 100 * (whole - stopped + back) / (whole / (percent / 100) - stopped + back + stopped * f.diversion);
  };

  const model = {
    STEPS, DAYS_A_MONTH, Course, crossingPaces, deal, drawn, endedOf, hasDeal, middleOf, middles, moneyAt, outcomes, owes, overlap,
    paidBy, placeOf, placed, shareAfter, shut, spans, stoppedTrade, stillSold, strips, worthOf,
  };
  if (typeof module !== "undefined") module.exports = model;
  else root.yaluModel = model;
})(typeof window === "undefined" ? globalThis : window);
