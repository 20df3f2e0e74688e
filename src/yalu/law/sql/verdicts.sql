-- Every kind of row and measure with its verdict.
select
  a.kind, a.occurrences, a.measure, a.ledger, a.direction, a.period, a.tested_first, a.tested_last,
  d.verdict, d.finding, d.breach, d.decision
from answers a
left join standings s
  on s.measure = a.measure and s.ledger = a.ledger and s.trader = a.trader and s.hs = a.hs
  and s.tested_first = a.tested_first and s.tested_last = a.tested_last
join decisions d on d.situation = a.situation and d.standing = coalesce(s.standing, '-')
