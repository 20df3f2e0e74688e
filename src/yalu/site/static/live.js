// The counting rules as switches: averages by era and the visits that come in or go out, recomputed in the page from
// the facts of each visit. The same rules as yalu.visits.rules.counts and yalu.visits.frequency, which tests hold it to.
"use strict";
(function () {
  const form = document.getElementById("live-controls");
  const data = window.yaluCounting;
  if (!form || !data) return;
  const body = document.querySelector("#live-table tbody");
  const caption = document.querySelector("#live-table caption");
  const moved = document.querySelector("#live-visits tbody");
  const status = form.querySelector("output");
  const command = document.getElementById("live-command");
  const rules = Object.keys(data.rules);
  const boxes = new Map(rules.map((rule) => [rule, form.elements[rule]]));
  const SIDES = { partner_to_target: ["partner"], target_to_partner: ["target"] };
  const NOT_SEEN = "cannot say: it was announced, and no report that it took place was found; one would settle it";

  function excluded(facts, options) {
    let unknown = null;
    for (const [number, { exclude }] of options) {
      if (!exclude) continue;
      if (exclude.direction.includes(facts.direction)) return ["yes", number, `direction ${facts.direction}`];
      if (facts.joint && exclude.joint) return ["yes", number, "joint mission with another state"];
      const held = (facts.posts || []).find((post) => exclude.posts.includes(post));
      if (held) return ["yes", number, `post ${held}`];
      for (const field of ["occasion", "secrecy"]) {
        const value = facts[field] || "";
        if (exclude[field].includes(value)) return ["yes", number, `${field} ${value}`];
        if (value === "unknown" && exclude[field].length && !unknown) unknown = ["cannot_say", number, `the ${field} is not known; it decides whether the row is left out`];
      }
    }
    return unknown || ["no", "", ""];
  }
  function admitted(facts, options) {
    const admitting = new Map();
    const travelling = SIDES[facts.direction] || ["partner", "target"];
    for (const [number, { admit }] of options) {
      if (!admit) continue;
      for (const side of travelling) {
        if (admit.side.length && !admit.side.includes(side)) continue;
        const held = (facts.posts || []).find((post) => admit.posts.includes(post) && (data.sides[post] || side) === side);
        if (held) return ["yes", number, `post ${held}`];
        for (const party of admit.party_bodies) if (!admitting.has(party)) admitting.set(party, number);
      }
    }
    const bodies = facts.party_bodies || [];
    const found = bodies.filter((party) => admitting.has(party));
    if (!found.length) return ["no", "", ""];
    if (found.length === bodies.length) return ["yes", admitting.get(found[0]), `party body ${found.join(" or ")}`];
    return ["cannot_say", admitting.get(found[0]), "the party body is not known; a roster of that day would settle it"];
  }
  function isSummit(facts, options) {
    for (const [, { summit }] of options) {
      if (!summit || !(facts.posts || []).some((post) => summit.posts.includes(post))) continue;
      if (!summit.met_leader.length || summit.met_leader.includes(facts.met_leader)) return "yes";
      if (facts.met_leader === "cannot_say") return "cannot_say";
    }
    return "no";
  }
  function judge(facts, options) {
    const out = excluded(facts, options);
    if (out[0] === "yes") return { counts: "no", summit: "no", why: `left out by ${out[1]}: ${out[2]}` };
    const admission = admitted(facts, options);
    if (admission[0] === "no") return { counts: "no", summit: "no", why: "no rule admits the posts held on that day" };
    const summit = isSummit(facts, options);
    const unclear = summit === "no" ? "no" : "cannot_say";
    if (!facts.seen) return { counts: "cannot_say", summit: unclear, why: NOT_SEEN };
    if (admission[0] === "yes" && out[0] === "no") return { counts: "yes", summit, why: `admitted by ${admission[1]}: ${admission[2]}` };
    const reasons = [admission, out].filter(([answer]) => answer === "cannot_say").map(([, number, text]) => `${number}: ${text}`);
    return { counts: "cannot_say", summit: unclear, why: `cannot say by ${reasons.join("; ")}` };
  }
  // Later legs of a journey stop counting; a summit on any leg makes the journey a summit.
  function merge(decided, rule) {
    const legs = new Map();
    data.visits.forEach((visit, place) => {
      if (visit.journey && decided[place].counts !== "no") legs.set(visit.journey, [...(legs.get(visit.journey) || []), place]);
    });
    const rank = (place) => [decided[place].counts === "yes" ? 0 : 1, data.visits[place].from, data.visits[place].id];
    const before = (a, b) => {
      const [one, two] = [rank(a), rank(b)];
      const differ = one.findIndex((part, n) => part !== two[n]);
      return differ < 0 ? 0 : one[differ] < two[differ] ? -1 : 1;
    };
    for (const places of legs.values()) {
      const [first, ...later] = places.sort(before);
      // A leg that may have been a summit leaves it open whether the journey was one.
      const summit = ["yes", "cannot_say"].find((answer) => places.some((place) => decided[place].summit === answer)) || "no";
      decided[first] = { ...decided[first], summit };
      for (const place of later) decided[place] = { counts: "no", summit: "no", why: `left out by ${rule}: same journey as ${data.visits[first].id}` };
    }
    return decided;
  }
  function decide(chosen) {
    const options = rules.map((rule) => [rule, data.rules[rule][chosen[rule]]]);
    const decided = data.visits.map((facts) => judge(facts, options));
    const merging = options.find(([, option]) => option.merge);
    return merging ? merge(decided, merging[0]) : decided;
  }

  // A date that straddles an edge may count, and does not surely.
  function tally(decided, windows) {
    const sum = { count: 0, possible: 0, summits: 0, open: 0 };
    data.visits.forEach(({ from, to }, place) => {
      const { counts, summit } = decided[place];
      if (counts === "no") return;
      if (counts === "yes" && windows.some(([start, end]) => from >= start && to <= end)) {
        sum.count += 1;
        if (summit === "yes") sum.summits += 1;
        if (summit === "cannot_say") sum.open += 1;
      } else if (windows.some(([start, end]) => to >= start && from <= end)) {
        sum.possible += 1;
        if (summit !== "no") sum.open += 1;
      }
    });
    return sum;
  }
  function average(decided, era, weight) {
    const sum = tally(decided, era.windows);
    return {
      ...sum,
      value: (sum.count + (weight - 1) * sum.summits) / era.years,
      least: (sum.count + (weight - 1) * (sum.summits + (weight < 1 ? Math.min(sum.open, sum.count - sum.summits) : 0))) / era.years,
      most: (sum.count + sum.possible + (weight - 1) * (sum.summits + (weight > 1 ? sum.open : 0))) / era.years,
    };
  }

  const chosenOf = () => Object.fromEntries(rules.map((rule) => [rule, boxes.get(rule).value]));
  function results() {
    const set = data.sets[form.elements.rules.value];
    const window = form.elements.until.value ? data.observed : set.window;
    const weight = Number(form.elements.weight.value);
    const [now, then] = [decide(chosenOf()), decide(set.options)];
    const rows = data.eras[window][form.elements.eras.value].map((era) => ({ era, now: average(now, era, weight), then: average(then, era, weight) }));
    return { set, window, weight, now, then, rows };
  }

  const spoken = ({ counts, summit }) => (counts === "yes" ? { yes: "counted, summit", no: "counted", cannot_say: "counted, summit unclear" }[summit] : { no: "not counted", cannot_say: "cannot say" }[counts]);
  const inWords = (why) => why.replace(/\bpost (\S+)/g, (whole, post) => (data.posts[post] ? `post “${data.posts[post]}”` : whole)).replaceAll("_", " ");
  const cell = (row, text, className) => Object.assign(row.insertCell(), { textContent: text, className: className || "" });
  const head = (row, ...inside) => {
    const made = Object.assign(document.createElement("th"), { scope: "row" });
    made.append(...inside);
    row.append(made);
  };
  const label = (select) => select.options[select.selectedIndex].text;
  const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  function apply() {
    if (!(Number(form.elements.weight.value) >= 0) || form.elements.weight.value === "") return;
    const { set, window, weight, now, then, rows } = results();
    const switched = rules.filter((rule) => boxes.get(rule).value !== set.options[rule]);
    for (const [rule, box] of boxes) box.closest("label").classList.toggle("switched", switched.includes(rule));
    body.replaceChildren();
    let different = 0;
    for (const { era, now: one, then: other } of rows) {
      const row = body.insertRow();
      const swatch = Object.assign(document.createElement("span"), { className: `swatch ${era.side}` });
      head(row, swatch, era.name);
      cell(row, data.names[era.side]);
      cell(row, String(one.count), "n");
      cell(row, String(one.summits), "n");
      cell(row, era.years.toFixed(2), "n");
      const value = cell(row, one.value.toFixed(2), "n");
      value.dataset.value = one.value;
      cell(row, one.possible + one.open ? `${one.least.toFixed(2)}–${one.most.toFixed(2)}` : "none open", "n");
      const changed = one.value.toFixed(2) !== other.value.toFixed(2);
      different += changed;
      cell(row, switched.length ? `${other.value.toFixed(2)}${changed ? " changed" : ""}` : "", "n");
      cell(row, era.published ?? "", "n");
      row.classList.toggle("switched", changed);
    }
    const name = label(form.elements.rules);
    caption.textContent = `${name}${switched.length ? ` with ${switched.join(", ")} switched` : ""}; ${label(form.elements.eras)}; ${window.replace("/", " to ")}; a summit weighs ${weight}`;
    const [start, end] = window.split("/");
    const turned = data.visits.map((visit, place) => ({ visit, before: then[place], after: now[place] }))
      .filter(({ visit, before, after }) => spoken(before) !== spoken(after) && visit.to >= start && visit.from <= end);
    moved.replaceChildren();
    for (const { visit, before, after } of turned) {
      const row = moved.insertRow();
      head(row, Object.assign(document.createElement("a"), { href: `visits/${visit.id}.html`, textContent: visit.id }));
      cell(row, visit.start, "d");
      cell(row, visit.guest);
      cell(row, `${spoken(before)} → ${spoken(after)}`);
      const leaves = before.counts !== "no" && after.counts === "no";
      cell(row, inWords(leaves ? `${after.why}; before: ${before.why}` : after.why), "how");
    }
    const sure = ({ counts }) => counts === "yes";
    const came = turned.filter(({ before, after }) => sure(after) && !sure(before)).length;
    const went = turned.filter(({ before, after }) => sure(before) && !sure(after)).length;
    status.textContent = switched.length
      ? `${plural(switched.length, "rule")} switched: ${plural(came, "visit")} come in, ${went} go out, ${turned.length - came - went} change otherwise; ${different} of ${plural(rows.length, "average")} change`
      : "No rule is switched: the set as it stands";
    document.getElementById("live-moved").hidden = !turned.length;
    const named = [form.elements.rules.value, ...switched.map((rule) => `${rule}=${boxes.get(rule).value}`)].join("+");
    command.closest("p").hidden = false;
    command.textContent = `yalu visits frequency --rules ${named} --eras ${form.elements.eras.value} --weight ${weight}${form.elements.until.value ? " --window all" : ""}${document.body.dataset.asked ?? ""}`;
  }

  // The address holds what differs from the page as it comes, so that a shared one opens the same state.
  function remember(step) {
    const asked = new URLSearchParams(location.search);
    const keep = (name, value, usual) => { if (value !== usual) asked.set(name, value); else asked.delete(name); };
    const set = data.sets[form.elements.rules.value];
    keep("rules", form.elements.rules.value, data.first.rules);
    keep("eras", form.elements.eras.value, data.first.eras);
    keep("weight", form.elements.weight.value, data.first.weight);
    keep("until", form.elements.until.value, "");
    for (const [rule, box] of boxes) keep(rule, box.value, set.options[rule]);
    try { history[step ? "pushState" : "replaceState"](null, "", `${location.pathname}${String(asked) && `?${asked}`}#live`); } catch { /* a browser that keeps no states of files */ }
  }
  function restore() {
    const asked = new URLSearchParams(location.search);
    const take = (field, value, usual) => {
      field.value = value ?? usual;
      if (field.selectedIndex === -1) field.value = usual;
    };
    take(form.elements.rules, asked.get("rules"), data.first.rules);
    take(form.elements.eras, asked.get("eras"), data.first.eras);
    take(form.elements.weight, asked.get("weight"), data.first.weight);
    if (form.elements.weight.value === "" || !form.elements.weight.checkValidity()) form.elements.weight.value = data.first.weight;
    take(form.elements.until, asked.get("until"), "");
    for (const [rule, box] of boxes) take(box, asked.get(rule), data.sets[form.elements.rules.value].options[rule]);
    if (rules.some((rule) => asked.has(rule))) form.querySelector("details").open = true;
    return ["rules", "eras", "weight", "until", ...rules].some((name) => asked.has(name));
  }
  form.hidden = false;
  form.addEventListener("input", (event) => {
    // Another set begins with its own options.
    if (event.target.name === "rules") for (const [rule, box] of boxes) box.value = data.sets[form.elements.rules.value].options[rule];
    apply();
    remember(event.target.name !== "weight");
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const [rule, box] of boxes) box.value = data.sets[form.elements.rules.value].options[rule];
    apply();
    remember(true);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => { restore(); apply(); });
  // The page comes with the table as the set gives it: without a state there is nothing to work out before it is looked at.
  if (restore()) apply();
  else new IntersectionObserver((seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    apply();
  }, { rootMargin: "300px" }).observe(form);
  // For tests: what the page counts, visit by visit.
  window.yaluDecide = decide;
})();
