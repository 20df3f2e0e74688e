// A policy file read in the page: strict YAML of the kind docs/policy-format.md shows, and every fault with its line and rule.
// What needs the law engine, the case's sources or its goods is said by `yalu policy compare --policies FILE`.
"use strict";
(function (root) {
  const node = typeof module !== "undefined";
  const M = node ? require("./policy-model.js") : root.yaluModel;
  const O = node ? require("./policy-option.js") : root.yaluOption;
  const { check, isDay, near } = node ? require("./policy-checks.js") : root.yaluChecks;
  const MOST_LINES = 400;

  class Fault extends Error {
    constructor(line, message, rule) {
      super(message);
      Object.assign(this, { line, rule });
    }
  }
  const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[A-Za-z0-9_][A-Za-z0-9_ -]*?)\s*:(?=\s|$)/;

  /* Block and flow mappings and lists, plain and quoted words, | and >; no anchors, tags, tabs or second documents. */
  class Reader {
    constructor(text) {
      this.lines = text.replace(/\r\n?/g, "\n").split("\n");
      this.at = 0;
      this.where = new Map();
    }

    fault(message, rule, line = this.at + 1) {
      throw new Fault(line, message, rule || "files are plain YAML as docs/policy-format.md shows");
    }

    peek() {
      while (this.at < this.lines.length && /^\s*(#.*)?$/.test(this.lines[this.at])) this.at += 1;
      if (this.at >= this.lines.length) return null;
      const line = this.lines[this.at];
      const indent = line.search(/\S/);
      if (/^\s*\t/.test(line)) this.fault("a tab stands at the beginning of the line", "YAML is indented with spaces");
      if (/^(---|\.\.\.)\s*$/.test(line)) this.fault("a second document begins here", "one file has one policy; leave the line out");
      if (/^[&*!]/.test(line.slice(indent))) this.fault("anchors, aliases and tags are refused", "write the value out");
      return { indent, text: line.slice(indent) };
    }

    whole() {
      const next = this.peek();
      if (!next) this.fault("there is nothing here", "a policy is a mapping that begins with “id:”", 1);
      const value = this.block(next.indent, []);
      if (this.peek()) this.fault("this line fits nowhere", "keys of one mapping stand one under the other");
      return value;
    }

    block(indent, path) {
      const { text } = this.peek();
      if (/^-(\s|$)/.test(text)) return this.list(indent, path);
      if (KEY.test(text)) return this.mapping(indent, path);
      return this.inline(text, indent, path);
    }

    mapping(indent, path) {
      const found = {};
      for (let next = this.peek(); next && next.indent === indent && !/^-(\s|$)/.test(next.text); next = this.peek()) {
        const match = KEY.exec(next.text);
        if (!match) this.fault("there is no “key: value” here", "a mapping has a key, a colon and a space on every line");
        const key = this.unquoted(match[1]);
        if (Object.hasOwn(found, key) || key === "__proto__") this.fault(`“${key}” stands here twice`, "a key stands once");
        const own = [...path, key];
        this.where.set(own.join("/"), this.at + 1);
        const rest = next.text.slice(match[0].length).trim();
        if (rest && !rest.startsWith("#")) found[key] = this.inline(rest, indent, own);
        else {
          this.at += 1;
          const below = this.peek();
          const inside = below && (below.indent > indent || (below.indent === indent && /^-(\s|$)/.test(below.text)));
          found[key] = inside ? this.block(below.indent, own) : null;
        }
      }
      const after = this.peek();
      if (after && after.indent > indent) this.fault("this line is indented too far", "keys of one mapping stand one under the other");
      return found;
    }

    list(indent, path) {
      const found = [];
      for (let next = this.peek(); next && next.indent === indent && /^-(\s|$)/.test(next.text); next = this.peek()) {
        const own = [...path, found.length];
        this.where.set(own.join("/"), this.at + 1);
        const rest = next.text.slice(1);
        if (!rest.trim() || rest.trim().startsWith("#")) {
          this.at += 1;
          const below = this.peek();
          found.push(below && below.indent > indent ? this.block(below.indent, own) : null);
        } else {
          const inside = indent + 1 + rest.search(/\S/);
          this.lines[this.at] = " ".repeat(inside) + rest.trimStart();
          found.push(this.block(inside, own));
        }
      }
      return found;
    }

    /* A value that begins on this line; flows and words may go on below. */
    inline(text, indent, path) {
      const start = this.at;
      if (/^[|>]/.test(text)) return this.folded(text, indent);
      if (/^[[{"']/.test(text)) {
        const begin = this.lines[this.at].trimEnd().length - text.trimEnd().length;
        this.flowText = [this.lines[this.at].slice(begin), ...this.lines.slice(this.at + 1)].join("\n");
        this.flowAt = 0;
        const value = this.flow(path, start);
        const rest = this.flowText.slice(this.flowAt).split("\n")[0];
        const used = this.flowText.slice(0, this.flowAt).split("\n").length - 1;
        this.at = start + used;
        if (!/^\s*(#.*)?$/.test(rest)) this.fault(`“${rest.trim().slice(0, 40)}” stands after the end of the value`);
        this.at += 1;
        return value;
      }
      if (/^[&*!%@`]/.test(text)) this.fault(`a value cannot begin with “${text[0]}”`, "anchors, aliases and tags are refused; put words in quotes");
      const words = [text.replace(/\s+#.*$/, "").trim()];
      if (/:(\s|$)/.test(words[0])) this.fault("a colon stands inside a word", "put words with a colon in quotes");
      this.at += 1;
      for (let next = this.peek(); next && next.indent > indent; next = this.peek()) {
        if (KEY.test(next.text) || /^-(\s|$)/.test(next.text)) this.fault("this line is indented too far", "keys of one mapping stand one under the other");
        words.push(next.text.replace(/\s+#.*$/, "").trim());
        this.at += 1;
      }
      return words.length > 1 ? words.join(" ") : this.plain(words[0]);
    }

    folded(text, indent) {
      if (!/^[|>][-+]?\s*(#.*)?$/.test(text)) this.fault("words follow on the line of | or >", "they begin on the next line");
      this.at += 1;
      const some = [];
      while (this.at < this.lines.length && (/^\s*$/.test(this.lines[this.at]) || this.lines[this.at].search(/\S/) > indent)) {
        some.push(this.lines[this.at]);
        this.at += 1;
      }
      const margin = Math.min(...some.filter((line) => line.trim()).map((line) => line.search(/\S/)));
      return some.map((line) => line.slice(margin).trimEnd()).join(text[0] === "|" ? "\n" : " ").trim();
    }

    flow(path, start) {
      this.skip();
      const sign = this.flowText[this.flowAt];
      const line = start + this.flowText.slice(0, this.flowAt).split("\n").length;
      this.where.set(path.join("/"), line);
      if (sign === "[" || sign === "{") {
        const [found, close] = sign === "[" ? [[], "]"] : [{}, "}"];
        this.flowAt += 1;
        for (this.skip(); this.flowText[this.flowAt] !== close; this.skip()) {
          if (this.flowAt >= this.flowText.length) this.fault(`“${sign}” is never closed`, `write “${close}”`, line);
          if (sign === "[") found.push(this.flow([...path, found.length], start));
          else {
            const key = String(this.word(true));
            this.skip();
            if (this.flowText[this.flowAt] !== ":") this.fault(`no colon follows “${key.slice(0, 40)}”`, "write {key: value}", line);
            if (Object.hasOwn(found, key) || key === "__proto__") this.fault(`“${key}” stands here twice`, "a key stands once", line);
            this.flowAt += 1;
            found[key] = this.flow([...path, key], start);
          }
          this.skip();
          if (this.flowText[this.flowAt] === ",") this.flowAt += 1;
          else if (this.flowText[this.flowAt] !== close) this.fault("no comma stands between two values", `separate them with a comma, and end with “${close}”`, line);
        }
        this.flowAt += 1;
        return found;
      }
      return this.word(false);
    }

    word(key) {
      this.skip();
      const rest = this.flowText.slice(this.flowAt);
      const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(rest);
      if (quoted) {
        this.flowAt += quoted[0].length;
        return this.unquoted(quoted[0]);
      }
      if (/^["']/.test(rest)) this.fault("a quotation mark is never closed", "close it");
      const plain = /^[^,[\]{}:#\n]*(?::(?=\S)[^,[\]{}:#\n]*)*/.exec(rest)[0];
      if (!plain.trim()) this.fault("a value is missing", "write a value, or leave the key out");
      this.flowAt += plain.length;
      return key ? plain.trim() : this.plain(plain.trim());
    }

    skip() {
      const gap = /^(?:\s|#[^\n]*)*/.exec(this.flowText.slice(this.flowAt))[0];
      this.flowAt += gap.length;
    }

    unquoted(text) {
      if (text[0] === "'") return text.slice(1, -1).replaceAll("''", "'").replace(/\s*\n\s*/g, " ");
      if (text[0] !== '"') return text;
      return text.slice(1, -1).replace(/\s*\n\s*/g, " ").replace(/\\(["\\/nt])/g, (_, sign) => ({ n: "\n", t: "\t" }[sign] || sign));
    }

    plain(text) {
      if (text === "" || text === "~" || text === "null") return null;
      if (text === "true" || text === "false") return text === "true";
      return /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : text;
    }
  }

  const STEPS = M.STEPS;
  const words = { kind: "words" };
  const whole = { kind: "whole" };
  const amount = { kind: "number" };
  const day = { kind: "day" };
  const one = (...choices) => ({ kind: "one", choices });
  const many = (of) => ({ kind: "many", of });
  const record = (keys, needed = []) => ({ kind: "record", keys, needed });
  const FORM = record({
    id: words, title: words, summary: words, reversible_days: whole, baseline: { kind: "yes" }, sources: many(words), notes: words,
    talks: record({ from: day, only_if_partner_share_below: amount }, ["from"]),
    levers: { kind: "levers", of: record({ from: day, after: one(...STEPS, "breach"), within_days: whole, do: one("switch_measure", "change_cap", "enforce", "designate", "lift", "suspend", "restore"),
      on_breach: one("restore"), restore_within_days: whole, measures: many(words), hs: many(words), goods: many(words), exemptions: one("open", "closed"),
      quantity: amount, unit: words, amount, currency: words, against: many(one("banks", "firms", "persons")), asks: many(one("extradition", "prosecution", "asset_freeze")), number: whole }, ["do"]) },
    obligations: many(record({ step: one(...STEPS), does: words, verified_by: words, within_days: whole, keep_days: whole, part: amount, requires: many(words) }, ["step", "does"])),
    duties: many(record({ id: words, by: words, does: words, day, after: one(...STEPS), within_days: whole }, ["id", "by", "does"])),
    payments: many(record({
      id: words, payer: words, payers: { kind: "parts" }, amount, currency: words, custodian: words, deposit: day, breach: one("return", "hold", "forfeit"),
      deposits: many(record({ day, percent: amount }, ["day", "percent"])), every_months: whole, reversible_days: whole, exact: { kind: "yes" },
      commodity: record({ name: words, quantity: amount, unit: words, price: { kind: "price" }, currency: words, price_source: words }, ["name", "quantity", "unit", "price"]),
      proceeds: record({ goods: many(words), percent: amount, months: whole }, ["goods", "percent", "months"]),
      releases: many(record({ after: one("deposit", ...STEPS), amount, quantity: amount, percent: amount, within_days: whole, not_before: day, requires: many(words), buys: one(...STEPS),
        verified_by: words }, ["after"])),
    }, ["id", "breach", "releases"])),
    assumptions: many(words), not_counted: many(words),
  }, ["id", "title", "summary", "reversible_days", "sources"]);
  const REFUSED = new Set(["probability", "probabilities", "likelihood", "chance", "odds", "prior", "p_success", "probability_of_success", "distribution",
    "forecast", "prediction", "score", "scores", "weight", "weights", "utility", "rank", "ranking"]);

  const short = (value) => `“${(typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 60)}”`;
  /* Every fault of the form of a value against what may stand there. */
  const fits = (value, form, path, add) => {
    const wrong = (message, rule) => add(path, message, rule);
    if (form.kind === "record") {
      if (value === null || typeof value !== "object" || Array.isArray(value)) return wrong(`${short(value)} is no mapping`, "keys and values stand here");
      for (const key of Object.keys(value)) {
        const known = Object.keys(form.keys);
        if (REFUSED.has(key.toLowerCase())) add([...path, key], `“${key}” is refused`, "Yalu takes ranges and paths, floors and thresholds; never probabilities or scores");
        else if (!known.includes(key)) add([...path, key], `there is no key “${key}” here${near(key, known)}`, `keys are ${known.join(", ")}`);
        else if (value[key] === null) add([...path, key], `“${key}” is empty`, "write a value, or leave the key out");
        else fits(value[key], form.keys[key], [...path, key], add);
      }
      for (const key of form.needed) if (!Object.hasOwn(value, key)) wrong(`“${key}” is missing`, "it is needed here");
    } else if (form.kind === "many") {
      if (!Array.isArray(value)) wrong(`${short(value)} is no list`, "write [one, other], or “- ” on lines of their own");
      else value.forEach((item, n) => fits(item, form.of, [...path, n], add));
    } else if (form.kind === "levers") {
      if (typeof value === "string") {
        if (!/^as in [a-z0-9-]+$/.test(value)) wrong(`${short(value)} are no levers`, "write a list of levers, or “as in” and the id of an option of this page");
      } else fits(value, many(form.of), path, add);
    } else if (form.kind === "words") {
      if (typeof value !== "string") wrong(`${short(value)} is no text`, "put it in quotes");
    } else if (form.kind === "whole") {
      if (!Number.isInteger(value)) wrong(`${short(value)} is no whole number`, "days, months and numbers of parties are whole numbers");
      else if (value < 0) wrong(`${value} is below zero`, "write 0 or more");
    } else if (form.kind === "number") {
      if (typeof value !== "number" || !Number.isFinite(value)) wrong(`${short(value)} is no number`, "write a number without commas or a sign of money");
    } else if (form.kind === "day") {
      if (!isDay(value)) wrong(`${short(value)} is no day`, "a day is written as 2017-07-01");
    } else if (form.kind === "yes") {
      if (typeof value !== "boolean") wrong(`${short(value)} is neither true nor false`, "write true or false");
    } else if (form.kind === "one") {
      if (!form.choices.includes(value)) wrong(`${short(value)} may not stand here${near(String(value), form.choices)}`, `it is one of ${form.choices.join(", ")}`);
    } else if (form.kind === "parts") {
      if (typeof value !== "object" || Array.isArray(value) || Object.values(value).some((part) => typeof part !== "number")) wrong("these are no shares", "write {CHN: 70, KOR: 30}, in percent");
    } else if (form.kind === "price" && typeof value !== "number" && typeof value !== "string") {
      if (typeof value !== "object" || typeof value.low !== "number" || typeof value.high !== "number") wrong(`${short(value)} is no price`, "a price is a number, {low: 300, high: 600}, or the name of a range");
    }
    return undefined;
  };

  /* The policy of a text with every fault found: {policy, faults: [{line, path, message, rule}]}. */
  const readPolicy = (text, data) => {
    const faults = [];
    if (text.split("\n").length > MOST_LINES) return { policy: null, faults: [{ line: MOST_LINES, path: "", message: "the text is too long", rule: `a policy has at most ${MOST_LINES} lines here` }] };
    const reader = new Reader(text);
    let value;
    try {
      value = reader.whole();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { policy: null, faults: [{ line: error.line, path: "", message: error.message, rule: error.rule }] };
    }
    const lineOf = (path) => {
      for (let size = path.length; size > 0; size -= 1) if (reader.where.has(path.slice(0, size).join("/"))) return reader.where.get(path.slice(0, size).join("/"));
      return 1;
    };
    const add = (path, message, rule) => faults.push({ line: lineOf(path), path: path.join("."), message, rule });
    fits(value, FORM, [], add);
    if (!faults.length) check(O.filled(value), data, add);
    faults.sort((a, b) => a.line - b.line);
    return { policy: faults.length ? null : value, faults };
  };

  const file = { Reader, readPolicy };
  if (node) module.exports = file;
  else root.yaluFile = file;
})(typeof window === "undefined" ? globalThis : window);
