-- Every flow and measure with its verdict.
select
  a.id, v.measure, v.ledger, a.reporter, a.partner, a.trader, a.flow, a.through, v.direction, a.hs, v.period,
  v.tested_first, v.tested_last, a.quantity, coalesce(a.unit, '') as unit, a.value,
  coalesce(a.currency, '') as currency, coalesce(a.quantity_stated, '') as quantity_stated,
  coalesce(a.value_stated, '') as value_stated, coalesce(a.sources, '') as sources,
  v.verdict, v.finding, v.breach, v.decision
from verdicts v
join amounts a on a.kind = v.kind
