-- Every distinct combination of answers, so that the law is applied once to each.
select a.situation, coalesce(s.standing, '-') as standing, cast(sum(a.occurrences) as bigint) as occurrences
from answers a
left join standings s
  on s.measure = a.measure and s.ledger = a.ledger and s.trader = a.trader and s.hs = a.hs
  and s.tested_first = a.tested_first and s.tested_last = a.tested_last
group by a.situation, coalesce(s.standing, '-')
order by situation, standing
