// Runs the page's formulas in the page: what `numbers` gives for some sets, and for a whole comparison, as plain numbers.
window.policyNumbers = {
  // Every measure of every option in every future: {policy: {measure: [...]}}
  futures({ options, ends, count }) {
    const { yaluModel: M, yaluOption: O, yaluPolicy: page } = window;
    const set = O.setOf(page.data, { options, ranges: ends });
    const drawn = M.drawn(set.ranges, count, set.seed);
    const found = {};
    for (const { id, model } of set.options) {
      const all = drawn.map((future) => M.outcomes(model, future));
      found[id] = Object.fromEntries(Object.keys(all[0]).map((name) => [name, all.map((one) => one[name])]));
    }
    return found;
  },
  // The failure table, standings, conditions and margins of a comparison.
  comparison({ options, ends }) {
    const { yaluModel: M, yaluJudge: J, yaluOption: O, yaluMargins: G, yaluPolicy: page } = window;
    const set = O.setOf(page.data, { options, ranges: ends });
    const corners = new J.Corners(set.options, set);
    let rows = J.failureTable(set, corners);
    const edges = {};
    for (const option of set.options) if (J.mayTurn(rows, option.id)) edges[option.id] = G.edgesOf(set, option, J.spares(set, corners, option));
    rows = J.edged(rows, edges);
    const futures = M.drawn(set.ranges, set.futures, set.seed);
    const table = Object.fromEntries(set.options.map(({ id, model }) => [id, futures.map((f) => M.outcomes(model, f))]));
    const standings = J.standings(set, table, corners);
    const lines = set.options.map((option) => J.lineOf(set, option, rows, standings, page.data.defectTitles));
    return { rows, standings, lines, headline: J.headline(lines, set.baseline),
      conditions: set.options.flatMap((option) => J.underCondition(set, option, futures, table)),
      spares: Object.fromEntries(set.options.map((option) => [option.id, J.spares(set, corners, option)])) };
  },
};
