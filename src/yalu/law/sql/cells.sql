-- The trade under each cap, added up where nothing that matters differs. Units stay as reported:
-- a conversion may be a judgement, so it is made later and by name. Sources are kept apart: two
-- sources on one month tell one amount twice. So are the two sides of a trade, which tell it twice, and
-- the third states through which goods of the target's origin were bought. A 0 beside an amount is not given:
-- what has a value has a quantity, which was not recorded or is below the unit.
select
  m.measure, m.ledger, m.trader, a.flow, a.through, m.route, m.hs, m.goods, m.tested_first, m.tested_last, m.other_side_first, m.other_side_last, m.tested_doubt,
  m.period,
  m.origin, m.evidence, m.member_from, m.member_until, coalesce(a.unit, '') as unit, coalesce(a.currency, '') as currency,
  reported.first_day as reported_first, reported.last_day as reported_last,
  count(*) as row_count, min(a.id) as example, coalesce(a.sources, '') as sources,
  coalesce(min(a.quantity_stated), '') as quantity_stated, coalesce(min(a.value_stated), '') as value_stated,
  count(case when a.quantity_high = 0 and a.value_low > 0 then null else a.quantity end) as quantity_given,
  count(case when a.quantity_high = 0 and a.value_low > 0 then null else a.quantity_high end) as quantity_bounded,
  sum(a.quantity) as quantity, sum(a.quantity_low) as quantity_low, sum(a.quantity_high) as quantity_high,
  min(case when coalesce(a.quantity_high, a.value_high, 1) = 0 and coalesce(a.value_high, 0) = 0 then null
    else coalesce(a.quantity_low, 0) end) as quantity_smallest,
  count(case when a.value_high = 0 and a.quantity_low > 0 then null else a.value end) as value_given,
  count(case when a.value_high = 0 and a.quantity_low > 0 then null else a.value_high end) as value_bounded,
  sum(a.value) as value, sum(a.value_low) as value_low, sum(a.value_high) as value_high,
  min(case when coalesce(a.quantity_high, a.value_high, 1) = 0 and coalesce(a.value_high, 0) = 0 then null
    else coalesce(a.value_low, 0) end) as value_smallest
from matched m
join amounts a on a.kind = m.kind
left join days reported on reported.text = a.reported_date
where a.capped = 'yes' and m.effect in ('cap', 'freeze') and m.goods <> 'open'
  and (m.addressed = 'yes' or (m.counts = 'all_member_states' and m.sums_all = 'yes'))
group by
  m.measure, m.ledger, m.trader, a.flow, a.through, m.route, m.hs, m.goods, m.tested_first, m.tested_last, m.other_side_first, m.other_side_last, m.tested_doubt,
  m.period,
  m.origin, m.evidence, m.member_from, m.member_until, coalesce(a.unit, ''), coalesce(a.currency, ''), coalesce(a.sources, ''),
  reported.first_day, reported.last_day
order by measure, ledger, trader, tested_first, tested_last, hs, example, flow
