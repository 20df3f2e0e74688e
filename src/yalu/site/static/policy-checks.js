// What contradicts itself in a policy pasted into the page: days, steps, payers, currencies, sums (yalu.policy.options).
// Line by line as Python says it; what needs the law engine or the case's sources is not asked here, and the page says so.
"use strict";
(function (root) {
  const node = typeof module !== "undefined";
  const M = node ? require("./policy-model.js") : root.yaluModel;
  const O = node ? require("./policy-option.js") : root.yaluOption;
  const LEAST = 100000; // a tenth of a million, the smallest figure that the tables show
  const near = (name, known) => {
    const far = (a, b) => {
      let row = Array.from({ length: b.length + 1 }, (_, n) => n);
      for (let i = 1; i <= a.length; i += 1) row = row.reduce((next, _, j) => [...next, j ? Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)) : i], []);
      return row[b.length];
    };
    const best = [...known].map((other) => [far(name.slice(0, 60), other), other]).sort((a, b) => a[0] - b[0])[0];
    return best && best[0] <= Math.max(1, Math.floor(best[1].length / 3)) ? `; did you mean “${best[1]}”?` : "";
  };
  const isDay = (text) => typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(O.dayOf(text))
    && new Date(O.dayOf(text) * 86400000).toISOString().startsWith(text);


  const check = (policy, data, add) => {
    const known = data.options.map((one) => one.policy.id); // one with the id of a worked option stands in its place
    if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(policy.id)) add(["id"], `“${policy.id}” is no id`, "an id is of small letters, digits and hyphens");
    if (known.includes(policy.id)) add(["id"], `“${policy.id}” is the id of an option of this page`, "an id is used once, bundled policies included");
    if (policy.baseline) add(["baseline"], "there is a second baseline", "one policy is the baseline");
    if (!policy.sources.length) add(["sources"], "no source is named", "every policy says where it comes from");
    levers(policy, data, add);
    obligations(policy, add);
    policy.payments.forEach((one, n) => payment(policy, one, ["payments", n], data, add));
    repeated(policy.payments.map((one) => one.id), (n) => add(["payments", n, "id"], `“${policy.payments[n].id}” is the id of another payment`, "an id is used once"));
    days(policy, data, add);
    circles(policy, add);
    for (const [name, one] of Object.entries(O.ownRanges(policy))) {
      if (name.length > 55) add(["id"], `the price of a payment needs the range “${name}”, a name of more than 55 letters`, "shorten the ids of option and payment");
      if (!(one.low > 0 && one.low <= one.high)) add(["payments"], `the price runs from ${one.low} to ${one.high}`, "a price is above zero, and low is not above high");
    }
  };
  const repeated = (names, add) => names.forEach((name, n) => { if (names.indexOf(name) < n) add(n); });

  const levers = (policy, data, add) => {
    if (typeof policy.levers === "string") {
      const named = policy.levers.slice("as in ".length);
      const option = [...data.options, ...data.worked].find((one) => one.policy.id === named);
      const known = [...data.options, ...data.worked].map((one) => one.policy.id);
      if (!option) return add(["levers"], `there is no option “${named}”${near(named, known)}`, "“as in” names an option of this page");
      const steps = (one) => (one.obligations || []).map((owed) => owed.step).join();
      if (option.law.moments.length && steps(option.policy) !== steps(policy)) {
        add(["levers"], `levers of “${named}” wait for its own steps, and this option asks for others`, "ask for the same steps in the same order, or name levers that have a day");
      }
      return undefined;
    }
    let before = "";
    policy.levers.forEach((lever, n) => {
      const path = ["levers", n];
      if (Object.hasOwn(lever, "from") === Object.hasOwn(lever, "after")) add(path, "the lever has no “from” and no “after”, or both", "a lever is pulled from a day or after a step");
      if (lever.from && lever.from < data.asOf) add([...path, "from"], `${lever.from} lies before ${data.asOf}, the day as of which options are compared`, "a lever is pulled after that day");
      if (lever.from && lever.from < before) add([...path, "from"], `${lever.from} lies before ${before} above it`, "levers stand in order of their days");
      before = lever.from || before;
      if (lever.do === "designate" && !(lever.against || []).length) add(path, "nobody is designated", "a designation is against banks, firms or persons");
      if (lever.do !== "designate") for (const key of ["against", "asks", "number"]) if (Object.hasOwn(lever, key)) add([...path, key], `“${key}” says nothing beside “do: ${lever.do}”`, `“${key}” goes with designate`);
      if (lever.number !== undefined && lever.number < 1) add([...path, "number"], `${lever.number} are designated`, "a designation names at least one");
      if (lever.amount !== undefined && !lever.currency) add([...path, "amount"], "the amount has no currency", "money has a currency");
      if (lever.quantity !== undefined && !lever.unit) add([...path, "quantity"], "the quantity has no unit", "a quantity has a unit");
    });
    return undefined;
  };
  /* Why levers cannot be computed in the page; "" where they can. */
  const beyond = (policy) => {
    if (typeof policy.levers === "string") return "";
    const engine = policy.levers.find((lever) => !["enforce", "designate"].includes(lever.do) || lever.exemptions === "closed" || lever.after);
    if (!engine) return "";
    const what = engine.after ? `do: ${engine.do}, after ${engine.after}` : engine.exemptions === "closed" ? "exemptions: closed" : `do: ${engine.do}`;
    return `The lever “${what}” needs the law engine, which is not in this page. Write “levers: as in” and the id of an option, or compare by the command below.`;
  };

  const obligations = (policy, add) => {
    if ((policy.payments.length || policy.obligations.length || policy.duties.length) && !policy.talks) add([], "there are payments or obligations and no talks", "a deal has a day from which it is talked about: add “talks:” with “from:”");
    const steps = policy.obligations.map((one) => one.step);
    repeated(steps, (n) => add(["obligations", n, "step"], `${steps[n]} is owed twice`, "each step is owed once"));
    const order = steps.map((step) => M.STEPS.indexOf(step));
    if (order.some((place, n) => n && place < order[n - 1])) add(["obligations"], "the steps are out of order", `steps come as ${M.STEPS.join(", ")}`);
    policy.obligations.forEach((owed, n) => {
      if (owed.keep_days !== null && owed.keep_days <= 0) add(["obligations", n, "keep_days"], "0 days strand nothing whatever happens", "a step stands for a day at least");
      if (!(owed.part > 0 && owed.part <= 1)) add(["obligations", n, "part"], `${owed.part} is no part of a step`, "a part is above 0 and at most 1");
      requires(policy, owed.requires, ["obligations", n, "requires"], add);
    });
    policy.duties.forEach((duty, n) => {
      const path = ["duties", n];
      if ((duty.day === null) === !duty.after) add(path, "a duty has a day or a step, and not both", "write “day:” with a day, or “after:” with a step");
      if (duty.after && !steps.includes(duty.after)) add([...path, "after"], `the duty waits for ${duty.after}, which nobody owes`, "a step that is waited for stands under “obligations”");
      if ([...policy.payments, ...policy.duties.slice(0, n)].some((other) => other.id === duty.id)) add([...path, "id"], `“${duty.id}” is the id of another payment or duty`, "an id is used once");
    });
  };
  const requires = (policy, names, path, add) => {
    const known = [...policy.payments, ...policy.duties].map((one) => one.id);
    names.forEach((name, n) => { if (!known.includes(name)) add([...path, n], `there is no payment “${name}”${near(name, known)}`, "“requires” names payments and duties of the same policy"); });
  };

  const payment = (policy, one, path, data, add) => {
    if (Boolean(one.payer) === Boolean(Object.keys(one.payers).length)) add(path, "a payment has one payer or several, and not both", "somebody pays: payer: \"CHN\", or payers: {CHN: 70, KOR: 30} in percent");
    for (const name of one.payer ? [one.payer] : Object.keys(one.payers)) if (!/^[A-Z]{3}$/.test(name)) add([...path, one.payer ? "payer" : "payers"], `“${name}” is no state`, "a payer is an ISO alpha-3 code in quotes");
    const parts = Object.values(one.payers);
    const all = (some) => Math.abs(some.reduce((sum, part) => sum + part, 0) - 100) < 1e-9 && some.every((part) => part > 0);
    if (parts.length && !all(parts)) add([...path, "payers"], `the payers bring ${parts.reduce((sum, part) => sum + part, 0)} percent`, "shares are above zero and make 100 percent");
    const kinds = ["amount", "commodity", "proceeds"].filter((name) => one[name] !== null);
    if (kinds.length !== 1) return add(path, "a payment has an amount, a commodity or proceeds, and one of them only", "money, goods or proceeds are paid");
    const money = one.commodity ? one.commodity.currency : one.proceeds ? "USD" : one.currency;
    if (!money) add([...path, kinds[0]], "the amount has no currency", "money has a currency: add “currency: USD”");
    else if (money !== "USD") add([...path, ...(one.commodity ? ["commodity"] : []), "currency"], `the payment is in ${money}`, "options are compared in one currency, USD: convert the amount and say at which rate in notes");
    if (one.commodity && typeof one.commodity.price === "string" && !data.ranges[one.commodity.price]) add([...path, "commodity", "price"], `there is no range “${one.commodity.price}”`, "a price is a number, a span or a range by name");
    if (one.proceeds) {
      for (const name of one.proceeds.goods) if (!data.lines.some((line) => line.name === name)) add([...path, "proceeds", "goods"], `there are no goods “${name}”${near(name, data.goods)}`, `proceeds are of ${data.goods.join(", ")}`);
      if (!one.proceeds.goods.length || one.proceeds.months < 1 || !(one.proceeds.percent > 0 && one.proceeds.percent <= 100)) add(path, "these proceeds are nothing", "proceeds name goods, above 0 to 100 percent of them, and 1 month or more");
      if (one.deposits.length) add([...path, "deposits"], "proceeds are put aside month by month", "proceeds begin on one day: write “deposit:”");
    }
    if ((one.deposit === null) === !one.deposits.length) return add(path, "a payment has one day of deposit or several deposits, and not both", "money is deposited before it is released");
    const percents = one.deposits.map((part) => part.percent);
    if (percents.length && !all(percents)) add([...path, "deposits"], "the deposits do not make 100 percent", "deposits are above zero and make 100 percent");
    const price = O.priceOf(one);
    const small = (units) => price !== null && !one.exact && units * price < LEAST;
    if (!(O.sizeOf(one) > 0)) add(path, "nothing is paid", "a payment is above zero");
    else if (small(O.sizeOf(one))) add(path, `${O.sizeOf(one) * price} ${money} looks like a number of millions`, "amounts are in whole dollars, so 500 is five hundred; write them out, or add “exact: true”");
    if (!one.releases.length) add(path, "the payment is never released", "a payment says when it is released");
    const wanted = one.commodity ? "quantity" : one.proceeds ? "percent" : "amount";
    let out = 0;
    one.releases.forEach((release, n) => {
      const here = [...path, "releases", n];
      const given = ["amount", "quantity", "percent"].filter((name) => release[name] !== null);
      if (given.length !== 1 || ![wanted, "percent"].includes(given[0])) add(here, `the release has no “${wanted}”, or something beside it`, `write “${wanted}:” alone, or “percent:” of the payment`);
      else {
        const units = O.unitsOf(one, release);
        out += units;
        if (!(units > 0)) add(here, "nothing is released", "a release is above zero");
        else if (small(units)) add(here, `${units * price} ${money} looks like a number of millions`, "amounts are in whole dollars; write them out, or add “exact: true”");
      }
      releaseOf(policy, one, release, here, add);
    });
    if (out > O.sizeOf(one) * (1 + 1e-12)) add(path, `${out.toLocaleString("en-GB")} are released of ${O.sizeOf(one).toLocaleString("en-GB")} deposited`, "no more is paid than is deposited");
    return undefined;
  };
  const releaseOf = (policy, one, release, path, add) => {
    const owed = Object.fromEntries(policy.obligations.map((step) => [step.step, step]));
    if (one.deposit && release.not_before && release.not_before < one.deposit) add([...path, "not_before"], `the release of ${release.not_before} comes before the deposit of ${one.deposit}`, "money is deposited before it is released");
    requires(policy, release.requires, [...path, "requires"], add);
    if (release.after === "deposit") {
      if (!release.buys) add(path, "the release buys no step", `money paid at once says what it is for: “buys:” with ${M.STEPS.join(", ")}`);
    } else {
      if (!one.custodian) add(path, `the release waits for ${release.after} and nobody keeps the money`, "money that waits has a custodian");
      if (owed[release.after] && !owed[release.after].verified_by) add(path, `nobody verifies ${release.after}`, "a step that is paid for says who verifies it, under “obligations”");
    }
    for (const step of new Set([release.after, O.bought(release)])) if (step !== "deposit" && !owed[step]) add(path, `${step} is paid for and nobody owes it`, "a step that is paid for stands under “obligations”");
  };

  const days = (policy, data, add) => {
    const end = O.monthsLater(O.dayOf(data.start), data.months);
    const talks = policy.talks ? policy.talks.from : "";
    const found = [...(talks ? [[["talks", "from"], talks]] : []), ...policy.duties.flatMap((one, n) => (one.day ? [[["duties", n, "day"], one.day]] : [])),
      ...(Array.isArray(policy.levers) ? policy.levers.flatMap((one, n) => (one.from ? [[["levers", n, "from"], one.from]] : [])) : []),
      ...policy.payments.flatMap((one, n) => [...(one.deposit ? [[["payments", n, "deposit"], one.deposit]] : []), ...one.deposits.map((part, m) => [["payments", n, "deposits", m, "day"], part.day]),
        ...one.releases.flatMap((part, m) => (part.not_before ? [[["payments", n, "releases", m, "not_before"], part.not_before]] : []))])];
    for (const [path, day] of found) {
      if (talks && path[0] === "payments" && path[2] !== "releases" && day < talks) add(path, `${day} lies before the talks of ${talks}`, "dates come in order: talks, deposit, release");
      if (O.dayOf(day) >= end) add(path, `${day} lies after the months ahead`, `what lies after ${data.months} months from ${data.start} is in no result, so it can neither help nor fail`);
      else if (day < data.start && path[0] !== "levers") add(path, `${day} lies before the first day ahead, ${data.start}`, "a deal begins within the months ahead");
    }
  };

  /* A step may wait for payments and a payment for a step; neither for itself through the other. */
  const circles = (policy, add) => {
    const waits = {};
    policy.obligations.forEach((owed, n) => { waits[owed.step] = [...owed.requires, ...policy.obligations.slice(0, n).map((other) => other.step)]; });
    for (const one of policy.payments) waits[one.id] = one.releases.slice(0, 1).flatMap((release) => [...(release.after === "deposit" ? [] : [release.after]), ...release.requires]);
    for (const duty of policy.duties) waits[duty.id] = duty.after ? [duty.after] : [];
    const reaches = (from, to, seen = new Set()) => from === to || (!seen.has(from) && (seen.add(from), (waits[from] || []).some((next) => reaches(next, to, seen))));
    const asked = [...policy.obligations.map((owed, n) => [["obligations", n, "requires"], owed.step, owed.requires]),
      ...policy.payments.filter((one) => one.releases.length).map((one, n) => [["payments", n, "releases", 0], one.id, one.releases[0].requires])];
    for (const [path, name, wanted] of asked) for (const other of wanted) if (reaches(other, name)) add(path, `${name} waits for ${other}, which waits for ${name}`, "conditions do not wait for each other in a circle");
  };

  const checks = { beyond, check, isDay, near };
  if (node) module.exports = checks;
  else root.yaluChecks = checks;
})(typeof window === "undefined" ? globalThis : window);
