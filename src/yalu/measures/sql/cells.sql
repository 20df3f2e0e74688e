-- The trade under each cap, added up where nothing that matters differs. Units stay as reported:
-- a conversion may be a judgement, so it is made later and by name. Sources are kept apart: two
-- sources on one month tell one amount twice.
select
  measure, ledger, trader, hs, goods, tested_first, tested_last, tested_doubt, period,
  origin, evidence, coalesce(unit, '') as unit, coalesce(currency, '') as currency, reported_first, reported_last,
  count(*) as row_count, min(id) as example, coalesce(sources, '') as sources,
  coalesce(min(quantity_stated), '') as quantity_stated, coalesce(min(value_stated), '') as value_stated,
  count(quantity) as quantity_given, count(quantity_high) as quantity_bounded,
  sum(quantity) as quantity, sum(quantity_low) as quantity_low, sum(quantity_high) as quantity_high,
  count(value) as value_given, count(value_high) as value_bounded,
  sum(value) as value, sum(value_low) as value_low, sum(value_high) as value_high
from matched
where effect in ('cap', 'freeze') and goods <> 'open' and (counts = 'all_member_states' or addressed = 'yes')
group by
  measure, ledger, trader, hs, goods, tested_first, tested_last, tested_doubt, period,
  origin, evidence, coalesce(unit, ''), coalesce(currency, ''), coalesce(sources, ''), reported_first, reported_last
order by measure, ledger, trader, tested_first, tested_last, hs, example
