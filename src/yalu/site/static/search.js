// Search in the page: the index is a script beside this one, loaded from the site or a folder; nothing is asked of anybody.
"use strict";
(function () {
  const entries = [];
  let readings = null;
  const asked = {};
  const GROUP = 20, POPUP = 4;
  // The same folding as yalu.search: case, marks and the commas of thousands go.
  const fold = (text) => text.normalize("NFKC").toUpperCase().toLowerCase().replace(/ς/g, "σ").normalize("NFD").replace(/\p{Mn}/gu, "")
    .normalize("NFC").replace(/(?<=\d),(?=\d{3})/g, "");
  // A number with a point is one word, so that 1.25 is not found in 1 and 25.
  const wordsOf = (folded) => folded.match(/\d+(?:\.\d+)+|[\p{L}\p{M}\p{N}]+/gu) || [];
  // Codes and dates as records write them (2017.11.29 is a code only behind HS): HS 2701.12, chapter 72, IMO No. 8660313, S/RES/2371, 20 June 2019, 2019年6月20日.
  const MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
  const TH = "(?:st|nd|rd|th)?";
  const SAID = new RegExp(`\\b(?:(\\d\\d?)${TH} )?(${MONTH})\\.?(?: (\\d\\d?)${TH},?)? (\\d{4})\\b`, "g");
  const monthOf = (word) => "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(word.slice(0, 3)) / 3 + 1;
  const dated = (year, month, day) => ` ${[year, month, ...(day ? [day] : [])].map((part) => String(part).padStart(2, "0")).join(" ")} `;
  const coded = (folded) => folded.replace(/(?<![\d.])(?!(?<!hs )(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])(?![\d.]))\d{4}(?:\.\d{2}){1,3}(?![\d.])/g, (code) => code.replaceAll(".", ""))
    .replace(/\b(?:hs|heading) (\d\d)\.(\d\d)(?![\d.])/g, "$1$2").replace(/\b(?:hs|chapter)[\s.:]*(\d\d)(?![\d.])/g, "chapter$1")
    .replace(/\b(?:hs|imo|mmsi)(?: (?:code|heading|number|no|nr))?[\s.:#-]*(?=\d{4})/g, "").replace(/(?<=\b\d{7}) imo\b/g, "")
    .replace(/\bno\.? (?=\d)/g, "").replaceAll("s/res/", "unscr ")
    .replace(SAID, (_, before, month, after, year) => dated(year, monthOf(month), before || after))
    .replace(/\b(\d{4}) ?[年년./-] ?(\d\d?) ?[月월./-] ?(\d\d?)(?: ?[日일]|(?![\d.]))/g, (_, year, month, day) => dated(year, month, day))
    .replace(/\b(\d{4}) ?[年년] ?(\d\d?) ?[月월]/g, (_, year, month) => dated(year, month))
    .replace(/\b(\d\d?)[./](\d\d?)[./](\d{4})\b/g, (_, day, month, year) => dated(year, month, day));
  // Korean sounds in the spellings of them: Il Sung is Ilsong, Ilseong and Il-sŏng; Jong Un is Chong-un and Jeong-eun.
  const sounded = (letters) => letters.replace(/eo|eu|oo|[ou]/g, "o").replaceAll("ch", "j").replace(/[kptl]/g, (letter) => "gbdr"["kptl".indexOf(letter)]);
  const plain = (word) => /^[\x00-\x7f]*$/.test(word);

  window.yaluIndex = (blocks, later) => {
    for (const [kind, shared, rows] of blocks) {
      for (const [id, text, more] of rows) {
        const address = shared.replace("*", () => id).replace("%", () => id.slice(id.indexOf(":") + 1));
        entries.push({ kind, id, text, address, later: Boolean(later), folded: fold(`${id} ${text} ${more || ""}`) });
      }
    }
  };
  window.yaluReadings = (tables) => { readings = readingsOf(tables); };

  function worth(word, entry) {
    if (!plain(word)) return entry.set.has(word) ? 12 : entry.folded.includes(word) ? 3 : 0;
    if (entry.set.has(word)) return 3;
    if (word.length >= 3 && entry.words.some((one) => one.startsWith(word))) return 2;
    if (entry.set.has(`in${word}`) && word.startsWith("chapter")) return 2;
    // A tariff code is found under the headings above it; it is of even length, and seven digits are a ship.
    if (!/^(\d\d){2,5}$/.test(word)) return 0;
    for (let n = 4; n < word.length; n += 1) if (entry.set.has(word.slice(0, n))) return 2;
    return entry.set.has(`chapter${word.slice(0, 2)}`) ? 2 : 0;
  }
  function met(question, entry) {
    let total = 0;
    for (const word of question) {
      const one = worth(word, entry);
      if (!one) return 0;
      total += one;
    }
    return total;
  }
  // A name in Latin letters, wherever its words part: records write Jong Un as well as Jongun. Short or long, it is none.
  function spelled(question) {
    const letters = sounded(question.join(" ")).replaceAll(" ", "");
    return letters.length < 4 || letters.length > 40 ? null : new RegExp(`(?<= )${[...letters].join(" ?")}(?= )`);
  }
  const named = (query, question, entry) => (entry.id.toLowerCase() === query ? 20 : 0) + 2 * question.filter((word) => entry.titled.has(word)).length;

  function find(text) {
    const query = text.trim().toLowerCase();
    const written = [fold(text), coded(fold(text))].map(wordsOf);
    if (!written[0].length) return [];
    // A name in another script may stand beside a year or a place: each is met.
    const beside = written[0].filter(plain), name = text.normalize("NFKC").toLowerCase().split(/\s+/).filter((word) => !plain(word)).join(" ");
    const read = (readings && name ? readings(wordsOf(name)) : []).map((words) => ({ words, spelling: spelled(words), beside }));
    const letters = beside.length === written[0].length && beside.every((word) => /^[a-z]+$/.test(word));
    if (letters && (beside.length > 1 || beside[0].length > 7)) read.push({ words: beside, spelling: spelled(beside), beside: [] });
    const groups = new Map();
    entries.forEach((entry, place) => {
      if (!entry.words) {
        entry.words = wordsOf(entry.folded);
        entry.set = new Set(entry.words);
        entry.spoken = ` ${sounded(entry.words.join(" "))} `;
        entry.titled = new Set(wordsOf(fold(entry.text)));
      }
      let score = 0;
      for (const question of written) {
        const one = met(question, entry);
        if (one) score = Math.max(score, one + named(query, question, entry));
      }
      for (const { words, spelling, beside: others } of read) {
        if (!spelling?.test(entry.spoken)) continue;
        const rest = met(others, entry);
        if (rest || !others.length) score = Math.max(score, 2 * words.length + rest + named(query, [...words, ...others], entry));
      }
      if (!score) return;
      if (!groups.has(entry.kind)) groups.set(entry.kind, []);
      groups.get(entry.kind).push({ entry, score, place });
    });
    const order = (a, b) => b.score - a.score || a.place - b.place;
    // Sources and single rows come after what rests on them, unless one is named by its id.
    const last = ({ hits: [best] }) => best.entry.later && best.score < 20;
    return [...groups].map(([kind, hits]) => ({ kind, hits: hits.sort(order) })).sort((a, b) => last(a) - last(b) || order(a.hits[0], b.hits[0]));
  }

  // Letters to put in, take out, change or swap between two words, as far as ``most``.
  function apart(one, two, most) {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    let before = [], last = [...Array(two.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= two.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== two[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[two.length];
  }
  // Where nothing is found: the same words with one as something here has it. A number is never guessed at.
  function near(text) {
    const asked = wordsOf(fold(text));
    if (asked.length > 6) return [];
    const known = new Map();
    entries.forEach((entry) => entry.set?.forEach((word) => { if (!/\d/.test(word)) known.set(word, (known.get(word) || 0) + 1); }));
    const better = new Map();
    asked.forEach((word, place) => {
      if (/\d/.test(word) || word.length < 3 || word.length > 40) return;
      const most = word.length > 6 ? 2 : 1;
      const alike = [...known].filter(([one]) => one !== word && apart(word, one, most) <= most).sort((a, b) => b[1] - a[1]).slice(0, 5);
      for (const [one] of alike) {
        const said = asked.map((old, at) => (at === place ? one : old)).join(" ");
        const number = find(said).reduce((sum, { hits }) => sum + hits.length, 0);
        if (number) better.set(said, number);
      }
    });
    return [...better].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([said]) => said);
  }

  // Names of other scripts in Latin letters, by the tables of yalu screen.
  function readingsOf(tables) {
    const per = (grouped) => new Map(Object.entries(grouped).flatMap(([sound, signs]) => [...signs].map((sign) => [sign, sound])));
    const pinyin = per(tables.pinyin), korean = per(tables.korean);
    const simple = new Map([...tables.simplified[0]].map((sign, place) => [sign, [...tables.simplified[1]][place]]));
    const isHangul = (text) => /^[가-힣]+$/.test(text), isHan = (text) => /^[㐀-鿿]+$/.test(text);
    const sound = (text) => [...text].map((sign) => pinyin.get(sign) || "").join("");
    const spelled = (text, system) => [...text].map((sign) => {
      const place = sign.codePointAt(0) - 0xac00;
      const parts = [["initial", Math.floor(place / 588)], ["medial", Math.floor((place % 588) / 28)], ["final", place % 28]];
      return parts.map(([where, number]) => tables.letters[where][number][system]).join("");
    }).join("");
    const fromHangul = (family, given) => tables.systems.map((name, system) => {
      const [northern, usual] = tables.surnames[family] || [family];
      return [name === "northern" && usual ? usual : spelled(name === "revised" ? family : northern, system), spelled(given, system)];
    });
    const split = (name, surnames) => (name.length >= 3 && surnames.some((known) => known[name.slice(0, 2)]) ? [name.slice(0, 2), name.slice(2)] : [name[0], name.slice(1)]);
    const cyrillic = (word) => [...word].map((letter) => tables.cyrillic[letter] ?? letter).join("");
    const choice = (letters) => Object.keys(letters).sort((a, b) => b.length - a.length).join("|");
    const { initials, medials, finals } = tables.syllables;
    const syllable = new RegExp(`^(${choice(initials)})(${choice(medials)})(${choice(finals)})$`);
    const inCyrillic = (word) => {
      const [, first, middle, last] = syllable.exec(word) || [];
      return middle === undefined ? [] : finals[last].map((end) => (!first && middle === "е" ? "yo" : initials[first] + medials[middle]) + end);
    };
    return (question) => {
      const words = question.map((word) => [...word].map((sign) => simple.get(sign) || sign).join(""));
      const whole = words.join("");
      if (isHan(whole)) {
        const read = [words.map(sound), [sound(whole)]];
        if (whole.length >= 2 && whole.length <= 4) {
          const [family, given] = words.length === 2 ? words : split(whole, [tables.chinese, tables.hanja]);
          read.push([tables.chinese[family] || sound(family), sound(given)]);
          const north = tables.hanja[family] || [...family].map((sign) => korean.get(sign) || "").join("");
          const spoken = [...given].map((sign) => korean.get(sign) || "").join("");
          if (north && spoken.length === given.length) read.push(...fromHangul(north, spoken));
        }
        return read;
      }
      if (isHangul(whole)) {
        const read = tables.systems.map((_, system) => words.map((word) => spelled(word, system)));
        if (whole.length >= 2 && whole.length <= 4) read.push(...fromHangul(...(words.length === 2 ? words : split(whole, [tables.surnames]))));
        return read;
      }
      const read = [words.map(cyrillic)];
      const given = words.slice(1).map(inCyrillic);
      if (given.length && given.length <= 2 && given.every((one) => one.length)) {
        const family = tables.families[words[0]] || cyrillic(words[0]);
        for (const parts of given.reduce((made, ends) => made.flatMap((one) => ends.map((end) => [...one, end])), [[]])) read.push([family, ...parts]);
      }
      return read;
    };
  }

  window.yaluSearch = (form, root, load) => {
    const page = form.id === "search";
    const box = form.elements.q;
    const bring = (name) => (asked[name] ||= load(`static/search-${name}.js`).catch(() => { delete asked[name]; }));
    let found = document.getElementById("found");
    const status = form.querySelector("output") || Object.assign(document.createElement("output"), { className: "quiet" });
    if (!page) {
      found = Object.assign(document.createElement("div"), { className: "found found-popup", hidden: true });
      form.append(found);
    }
    const lineOf = ({ entry, twin }) => {
      const link = Object.assign(document.createElement("a"), { href: root + entry.address, textContent: entry.text });
      const line = document.createElement("li");
      line.append(link);
      if (twin) link.append(Object.assign(document.createElement("span"), { className: "found-id", textContent: ` ${entry.id.replace(/-[0-9a-f]{6}$/, "")}` }));
      return line;
    };
    const part = ({ kind, hits }, most) => {
      const title = Object.assign(document.createElement(page ? "h2" : "p"), { textContent: hits.length > most ? `${kind} (${hits.length})` : kind });
      // Two lines that read the same are distinguished by their ids.
      const seen = new Map();
      for (const { entry } of hits) seen.set(entry.text, (seen.get(entry.text) || 0) + 1);
      for (const hit of hits) hit.twin = seen.get(hit.entry.text) > 1;
      const list = document.createElement("ul");
      list.setAttribute("aria-label", kind);
      list.append(...hits.slice(0, most).map(lineOf));
      const made = [title, list];
      if (page && hits.length > most) {
        const rest = Object.assign(document.createElement("button"), { type: "button", textContent: `Show all ${hits.length}` });
        rest.addEventListener("click", () => { list.append(...hits.slice(most).map(lineOf)); list.children[most].firstChild.focus(); rest.remove(); });
        made.push(rest);
      }
      return made;
    };
    const show = (whole) => {
      const words = box.value.trim();
      const groups = words ? find(words) : [];
      const held = found.contains(document.activeElement) ? document.activeElement.getAttribute("href") : "";
      const number = groups.reduce((sum, group) => sum + group.hits.length, 0);
      const what = `${number.toLocaleString("en")} found among ${entries.length.toLocaleString("en")} things of this site by name, title, code and number`;
      status.textContent = words ? what : "";
      found.replaceChildren(...groups.slice(0, page ? 99 : 6).flatMap((group) => part(group, page ? GROUP : POPUP)));
      const nearest = whole && words && !groups.length ? near(words) : [];
      if (nearest.length) {
        found.append(Object.assign(document.createElement("p"), { className: "near", textContent: "Near it: " }));
        nearest.forEach((said, place) => found.lastChild.append(place ? " · " : "", Object.assign(document.createElement("a"), { href: `${root}search.html?q=${encodeURIComponent(said)}`, textContent: said })));
      }
      if (page) {
        document.querySelector(".examples").hidden = Boolean(words);
        document.title = words ? `${words} – Search – Yalu` : "Search – Yalu";
      } else {
        found.prepend(status);
        found.hidden = !words;
        if (groups.length) {
          const all = Object.assign(document.createElement("a"), { href: `${root}search.html?q=${encodeURIComponent(words)}`, textContent: "All results" });
          found.append(all);
        }
      }
      // The rest of the index may come while somebody is at a result already.
      if (held) [...found.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus();
    };
    const refresh = async () => {
      const before = box.value;
      found.setAttribute("aria-busy", "true");
      await bring("index");
      if (box.value !== before) return;
      show();
      await Promise.all([bring("more"), ...(plain(before) ? [] : [bring("readings")])]);
      if (box.value !== before) return;
      show(true);
      found.setAttribute("aria-busy", "false");
    };
    let first = true;
    box.addEventListener("input", () => {
      if (page) {
        const address = `${location.pathname}${box.value ? `?q=${encodeURIComponent(box.value)}` : ""}`;
        try { history[first ? "pushState" : "replaceState"](null, "", address); } catch { /* a browser that keeps no states of files */ }
        first = false;
      }
      refresh();
    });
    box.addEventListener("blur", () => { first = true; });
    form.addEventListener("submit", (event) => { if (page) { event.preventDefault(); refresh(); } });
    // Arrow keys go through the results and back to the box; Enter opens the link or, in the box, all results.
    const step = (event) => {
      if (event.key === "Escape" && !page && !found.hidden) {
        event.preventDefault(); // the words stay
        box.focus();
        found.hidden = true;
      }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const links = [...found.querySelectorAll("a")];
      const place = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (found.hidden || !links.length || (place < 0 && document.activeElement === box)) return;
      event.preventDefault();
      (place < 0 ? box : links[Math.min(place, links.length - 1)]).focus();
    };
    for (const part of new Set([form, found])) part.addEventListener("keydown", step);
    if (!page) {
      addEventListener("focusin", (event) => { if (!form.contains(event.target)) found.hidden = true; });
      addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) found.hidden = true; });
      box.addEventListener("focus", () => { if (box.value.trim()) show(true); });
      bring("index").then(() => { if (box.value.trim()) refresh(); });
      return;
    }
    const restore = () => { box.value = new URLSearchParams(location.search).get("q") || ""; refresh(); };
    addEventListener("popstate", restore);
    restore();
    box.focus();
  };
  // For tests: the same question as the page asks.
  window.yaluFind = find;
  window.yaluFold = fold;
})();
