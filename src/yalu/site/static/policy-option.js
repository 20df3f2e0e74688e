// An option as numbers: the records of a policy file made ready for the formulas (yalu.policy.agreement.schedule and formulas.model).
// The law of an option is for the law engine to say; it comes with the page, or is made of levers that need no engine.
"use strict";
(function (root) {
  const M = typeof module === "undefined" ? root.yaluModel : require("./policy-model.js");
  const DAY = 86400000;
  const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
  const monthOf = (set, day) => (day - dayOf(set.start)) / M.DAYS_A_MONTH;
  const monthsLater = (day, months) => {
    const from = new Date(day * DAY);
    const place = from.getUTCFullYear() * 12 + from.getUTCMonth() + months;
    const [year, month] = [Math.floor(place / 12), place % 12];
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / DAY;
  };
  const DEFAULTS = {
    policy: { baseline: false, talks: null, levers: [], obligations: [], duties: [], payments: [], assumptions: [], not_counted: [], notes: "" },
    talks: { only_if_partner_share_below: null },
    obligation: { verified_by: "", within_days: 0, keep_days: null, part: 1, requires: [] },
    duty: { day: null, after: "", within_days: 0 },
    payment: { payer: "", payers: {}, deposit: null, deposits: [], amount: null, currency: "", commodity: null, proceeds: null, custodian: "",
      reversible_days: 0, every_months: 0, exact: false },
    release: { amount: null, quantity: null, percent: null, buys: "", verified_by: "", within_days: 0, not_before: null, requires: [] },
  };
  /* A policy as its file has it, with every key that the file leaves out. */
  const filled = (policy) => {
    const whole = { ...DEFAULTS.policy, ...policy };
    return { ...whole,
      talks: whole.talks && { ...DEFAULTS.talks, ...whole.talks },
      obligations: whole.obligations.map((one) => ({ ...DEFAULTS.obligation, ...one })),
      duties: whole.duties.map((one) => ({ ...DEFAULTS.duty, ...one })),
      payments: whole.payments.map((one) => ({ ...DEFAULTS.payment, ...one, releases: one.releases.map((release) => ({ ...DEFAULTS.release, ...release })) })),
    };
  };
  const sharesOf = (payment) => (Object.keys(payment.payers).length
    ? Object.entries(payment.payers).map(([name, percent]) => [name, percent / 100]) : [[payment.payer, 1]]);
  const sizeOf = (payment) => (payment.proceeds ? payment.proceeds.months : payment.commodity ? payment.commodity.quantity : payment.amount || 0);
  const unitsOf = (payment, release) => (release.percent !== null ? sizeOf(payment) * release.percent / 100
    : (payment.commodity ? release.quantity : release.amount) || 0);
  /* What one unit is worth; null where only a range can say it. */
  const priceOf = (payment) => {
    if (payment.proceeds) return null;
    const price = payment.commodity ? payment.commodity.price : 1;
    if (typeof price === "string") return null;
    return typeof price === "object" ? (price.low + price.high) / 2 : price;
  };
  const priceRange = (policy, payment) => {
    const price = payment.commodity ? payment.commodity.price : null;
    if (typeof price === "string") return price;
    return price !== null && typeof price === "object" ? `price_${policy.id}_${payment.id}`.replaceAll("-", "_") : "";
  };
  /* The ranges that an option brings for its own spans of prices. */
  const ownRanges = (policy) => Object.fromEntries(policy.payments.filter((one) => one.commodity && typeof one.commodity.price === "object").map((one) =>
    [priceRange(policy, one), { low: one.commodity.price.low, high: one.commodity.price.high, whole: false, unit: "", title: `Price of ${one.commodity.name}` }]));
  const bought = (release) => release.buys || (release.after === "deposit" ? "freeze" : release.after);
  const depositsOf = (payment) => {
    if (payment.proceeds) return Array.from({ length: payment.proceeds.months }, (_, n) => [monthsLater(dayOf(payment.deposit), n + 1), 1]);
    if (payment.deposit) return [[dayOf(payment.deposit), sizeOf(payment)]];
    return payment.deposits.map((one) => [dayOf(one.day), sizeOf(payment) * one.percent / 100]).sort((a, b) => a[0] - b[0]);
  };
  const covered = (deposits, units) => {
    let there = 0;
    for (const [day, more] of deposits) {
      there += more;
      if (there >= units * (1 - 1e-12)) return day;
    }
    return deposits[deposits.length - 1][0];
  };

  const modelOf = (policy, law, set) => {
    const place = (step) => policy.obligations.findIndex((one) => one.step === step) + 1;
    const verified = (step) => (policy.obligations.find((one) => one.step === step) || { within_days: 0 }).within_days;
    const until = monthsLater(dayOf(set.start), set.months);
    const tranches = policy.payments.flatMap((payment) => {
      const made = [];
      const first = depositsOf(payment);
      const begins = payment.deposit ? dayOf(payment.deposit) : first[0][0];
      for (let times = 0; times === 0 || (payment.every_months > 0 && monthsLater(begins, times * payment.every_months) < until); times += 1) {
        const shift = times * payment.every_months;
        const deposits = first.map(([day, units]) => [monthsLater(day, shift), units]);
        let used = 0;
        for (const release of payment.releases) {
          const units = unitsOf(payment, release);
          used += units;
          const deposited = covered(deposits, used);
          const earliest = release.not_before ? Math.max(deposited, monthsLater(dayOf(release.not_before), shift)) : deposited;
          const scale = priceRange(policy, payment);
          const unit = payment.proceeds ? 1e6 * payment.proceeds.percent / 1200 : scale ? 1 : priceOf(payment);
          const payers = sharesOf(payment);
          made.push({ payment: times === 0 ? payment.id : `${payment.id}/${times + 1}`, payers,
            partnerShare: (payers.find(([name]) => name === set.partner) || ["", 0])[1], amount: units * unit / 1e6, after: place(release.after),
            earliest: monthOf(set, earliest), deposit: monthOf(set, deposited), wait: (release.within_days + verified(release.after)) / M.DAYS_A_MONTH,
            buys: place(bought(release)), recall: payment.reversible_days / M.DAYS_A_MONTH, scale, goods: payment.proceeds ? payment.proceeds.goods : [],
            requires: release.requires });
        }
      }
      return made;
    });
    return {
      policy: policy.id, horizon: set.months, talks: policy.talks ? monthOf(set, dayOf(policy.talks.from)) : null, tranches,
      owed: policy.obligations.map((one) => ({ step: one.step, part: one.part, verified: Boolean(one.verified_by), lag: one.within_days / M.DAYS_A_MONTH,
        keep: one.keep_days === null ? null : one.keep_days / M.DAYS_A_MONTH, requires: one.requires })),
      duties: policy.duties.map((one) => (one.day ? { id: one.id, month: monthOf(set, dayOf(one.day)), after: 0 }
        : { id: one.id, month: (one.within_days + verified(one.after)) / M.DAYS_A_MONTH, after: place(one.after) })),
      lines: set.lines, stopped: law.stopped, humanitarian: law.humanitarian, moments: law.moments, relief: law.relief,
    };
  };

  const PARTS = ["line", "months", "better", "designated", "value", "range", "quantity", "amount", "moments", "first", "last", "times"];
  /* The law of an option as the page carries it, one list a part. */
  const lawOf = ({ stopped, humanitarian, moments, relief }) => ({
    stopped: stopped.map((part) => Object.fromEntries(PARTS.map((name, n) => [name, part[n]]))),
    moments: moments.map(([after, month, restored]) => ({ after, month, restored })), humanitarian, relief,
  });
  const names = (lever, measures) => !(lever.measures || []).length || lever.measures.some((name) => measures.includes(name));
  /* The law known at the start, better enforced from days, and with designations: all that needs no law engine. */
  const leversLaw = (levers, set) => {
    const starts = levers.map((lever) => monthOf(set, dayOf(lever.from)));
    const stopped = set.lawNow.flatMap(([line, first, last, measures, quantity, amount]) => {
      const cuts = [first, ...new Set(starts.filter((at) => first < at && at < last).sort((a, b) => a - b)), last];
      const { value, range } = set.lines.find((one) => one.name === line);
      return cuts.slice(1).map((end, n) => {
        const on = levers.filter((_, place) => starts[place] <= cuts[n]);
        const named = on.filter((lever) => lever.do === "designate" && lever.against.includes("firms"));
        const every = set.designationsFor === null || named.some((lever) => lever.number === undefined || lever.number === null);
        return { line, months: end - cuts[n], better: on.some((lever) => lever.do === "enforce" && names(lever, measures)) ? 1 : 0,
          designated: !named.length ? 0 : every ? 1 : Math.min(1, named.reduce((sum, lever) => sum + lever.number, 0) / set.designationsFor),
          value, range, quantity, amount, moments: [], first: 0, last: 0, times: 1 };
      });
    });
    return { stopped, humanitarian: set.humanitarianNow, moments: [], relief: [] };
  };

  /* The set that is judged: options of the page and a reader's own, with ranges, floors and thresholds. */
  const setOf = (data, { ranges = {}, judged = {}, options = data.options.map(({ policy }) => policy.id), own = [] } = {}) => {
    const set = { ...data, more: Object.fromEntries(data.measures.map(([name, , , more]) => [name, more])), judged: { ...data.judged, ...judged } };
    const known = [...data.options, ...data.worked];
    const taken = own.map(({ policy }) => policy.id);
    const chosen = known.filter(({ policy }) => options.includes(policy.id) && !taken.includes(policy.id)).map(({ policy, law }) => [filled(policy), lawOf(law)]);
    const every = [...chosen, ...own.map(({ policy, law }) => [filled(policy), law])];
    set.ranges = { ...data.ranges };
    for (const [policy] of every) Object.assign(set.ranges, ownRanges(policy));
    for (const [name, [low, high]] of Object.entries(ranges)) if (set.ranges[name]) set.ranges[name] = { ...set.ranges[name], low, high };
    set.options = every.map(([policy, law]) => ({ id: policy.id, policy, model: modelOf(policy, law, set) }));
    return set;
  };

  const option = { bought, dayOf, depositsOf, filled, lawOf, leversLaw, modelOf, monthOf, monthsLater, ownRanges, priceOf, setOf, sharesOf, sizeOf, unitsOf };
  if (typeof module !== "undefined") module.exports = option;
  else root.yaluOption = option;
})(typeof window === "undefined" ? globalThis : window);
