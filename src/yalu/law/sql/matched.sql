-- Kinds of rows beside every measure on their goods and direction, with the day the measure tests.
-- The day of import is the day of release: an import ends with it, and the law does not say.
select
  r.*,
  m.measure, m.effect, m.counts, m.sums_all, h.goods, h.beyond,
  m.in_from, m.in_until, m.contract_before, m.import_by, m.notify_by,
  m.loaded_before, m.arrived_before, m.absolute_stop, m.price_rank, m.wind_down_rank,
  -- A body reaches its members, on the days on which they are members; its own row is the sum of them all.
  -- A ban of services addresses the same states and is about trade of others: of all but the members.
  case
    when m.trade_of = 'third_states' then case when r.trader in (m.state, 'ALL') then 'no' else 'yes' end
    when m.state = '' or m.state = r.trader or b.state is not null then 'yes'
    else 'no'
  end as addressed,
  -- Where members are excepted, the span of the body's own row is that of the days on which none is.
  case when m.state = r.trader and m.reach <> m.state then 'yes' else 'no' end as less_than_all,
  coalesce(b.member_from, cast('0001-01-01' as date)) as member_from,
  coalesce(b.member_until, cast('9999-12-31' as date)) as member_until,
  case m.tested_date
    when 'contract' then r.contract_first
    when 'loaded' then r.loaded_first
    when 'arrived' then r.arrived_first
    when 'declared' then r.declared_first
    else r.released_first
  end as tested_first,
  case m.tested_date
    when 'contract' then r.contract_last
    when 'loaded' then r.loaded_last
    when 'arrived' then r.arrived_last
    when 'declared' then r.declared_last
    else r.released_last
  end as tested_last,
  -- A ban on imports that has ended forbids nothing imported later. What addressed states do for the trade of others,
  -- or send to the target, was done on the day that is tested, whenever customs let the goods go.
  case when r.direction = 'from_target' and m.trade_of = 'addressee' then r.released_first end as import_first,
  case when r.direction = 'from_target' and m.trade_of = 'addressee' then r.released_last end as import_last,
  case
    when m.tested_date = 'contract' and r.contract_given = 'no' then 'missing'
    when m.tested_date = 'loaded' and r.loaded_given = 'no' then 'missing'
    when m.tested_date = 'arrived' and r.arrived_given = 'no' then 'missing'
    when m.tested_date = 'declared' and r.declared_given = 'no' then 'missing'
    when m.tested_date = 'released' and r.released_given = 'no' then 'missing'
    when m.tested_date = 'import' and r.released_given = 'no' and r.reported_by = 'other' then 'under_way'
    else 'unclear'
  end as tested_doubt,
  -- The other side's own days, where those of the trader's customs are inferred from them; else null.
  case when m.tested_date in ('import', 'released') and r.released_given = 'no' and r.reported_by = 'other' then r.period_first
    when m.tested_date = 'declared' and r.declared_given = 'no' and r.reported_by = 'other' then r.period_first
  end as other_side_first,
  case when m.tested_date in ('import', 'released') and r.released_given = 'no' and r.reported_by = 'other' then r.period_last
    when m.tested_date = 'declared' and r.declared_given = 'no' and r.reported_by = 'other' then r.period_last
  end as other_side_last
from rows r
join matching h on h.goods_class = r.goods_class
join measures m on m.measure = h.measure and (m.direction = 'both' or m.direction = r.direction)
left join members b on b.body = m.reach and b.state = r.trader
