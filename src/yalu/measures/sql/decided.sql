-- Every flow and measure with its verdict.
select
  a.id, a.measure, a.ledger, a.reporter, a.partner, a.trader, a.flow, a.direction, a.hs, a.period,
  a.tested_first, a.tested_last, a.quantity, coalesce(a.unit, '') as unit, a.value,
  coalesce(a.currency, '') as currency, coalesce(a.quantity_stated, '') as quantity_stated,
  coalesce(a.value_stated, '') as value_stated, coalesce(a.sources, '') as sources,
  d.verdict, d.finding, d.breach, d.decision
from answers a
left join standings s
  on s.measure = a.measure and s.ledger = a.ledger and s.trader = a.trader and s.hs = a.hs
  and s.tested_first = a.tested_first and s.tested_last = a.tested_last
join decisions d on d.situation = a.situation and d.standing = coalesce(s.standing, '-')
