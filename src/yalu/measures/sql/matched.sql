-- Kinds of rows beside every measure on their goods and direction, with the day the measure tests.
-- A day that is not given lies before every later step that is, and before the end of the period.
select
  r.*,
  m.measure, m.effect, m.counts, m.sums_all, h.goods,
  m.in_from, m.in_until, m.contract_before, m.import_by, m.notify_by,
  m.loaded_before, m.arrived_before, m.absolute_stop,
  -- A body reaches its members, on the days on which they are members; its own row is the sum of them all.
  case when m.state = '' or m.state = r.trader or b.state is not null then 'yes' else 'no' end as addressed,
  coalesce(b.member_from, cast('0001-01-01' as date)) as member_from,
  coalesce(b.member_until, cast('9999-12-31' as date)) as member_until,
  coalesce(r.released_first, r.declared_first, r.arrived_first, r.period_first) as import_first,
  coalesce(r.released_last, r.declared_last, r.arrived_last, r.period_last) as import_last,
  coalesce(r.arrived_last, r.declared_last, r.released_last, r.period_last) as arrived_latest,
  coalesce(r.loaded_last, r.arrived_last, r.declared_last, r.released_last, r.period_last) as loaded_latest,
  coalesce(r.contract_last, r.loaded_last, r.arrived_last, r.declared_last, r.released_last, r.period_last)
    as contract_latest,
  case m.tested_date
    when 'contract' then coalesce(r.contract_first, cast('1900-01-01' as date))
    when 'loaded' then coalesce(r.loaded_first, cast('1900-01-01' as date))
    when 'arrived' then coalesce(r.arrived_first, cast('1900-01-01' as date))
    when 'declared' then coalesce(r.declared_first, r.period_first)
    when 'released' then coalesce(r.released_first, r.period_first)
    else coalesce(r.released_first, r.declared_first, r.arrived_first, r.period_first)
  end as tested_first,
  case m.tested_date
    when 'contract' then coalesce(r.contract_last, r.loaded_last, r.arrived_last, r.declared_last, r.released_last, r.period_last)
    when 'loaded' then coalesce(r.loaded_last, r.arrived_last, r.declared_last, r.released_last, r.period_last)
    when 'arrived' then coalesce(r.arrived_last, r.declared_last, r.released_last, r.period_last)
    when 'declared' then coalesce(r.declared_last, r.released_last, r.period_last)
    when 'released' then coalesce(r.released_last, r.period_last)
    else coalesce(r.released_last, r.declared_last, r.arrived_last, r.period_last)
  end as tested_last,
  case
    when m.tested_date = 'contract' and r.contract_first is null then 'missing'
    when m.tested_date = 'loaded' and r.loaded_first is null then 'missing'
    when m.tested_date = 'arrived' and r.arrived_first is null then 'missing'
    when m.tested_date = 'declared' and r.declared_first is null then 'missing'
    when m.tested_date = 'released' and r.released_first is null then 'missing'
    else 'unclear'
  end as tested_doubt
from rows r
join matching h on h.goods_class = r.goods_class
join measures m on m.measure = h.measure and (m.direction = 'both' or m.direction = r.direction)
left join members b on b.body = m.state and b.state = r.trader
