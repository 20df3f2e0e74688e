-- The flows that concern the target, and what of each can matter to a verdict: the law asks for the
-- code and the other party only where trade is summed, else for the class of goods and whose law there is.
select
  c.id, c.ledger, c.reporter, c.partner, c.trader, c.flow, c.direction, c.route, c.through, c.hs, c.period,
  c.quantity, c.unit, c.value, c.currency, c.quantity_stated, c.value_stated, c.reported_date, c.sources,
  coalesce(c.contract_date, '') as contract_date, coalesce(c.loaded_date, '') as loaded_date,
  coalesce(c.arrived_date, '') as arrived_date, coalesce(c.declared_date, '') as declared_date,
  coalesce(c.released_date, '') as released_date, coalesce(c.notified_date, '') as notified_date,
  coalesce(c.known_from, '') as known_from, coalesce(c.origin, '') as origin, coalesce(c.evidence, '') as evidence,
  c.price, h.goods_class, h.capped, coalesce(g.quality, 'sound') as support,
  -- A row that reports 0 says that nothing was traded, so there is nothing to forbid; a row without any
  -- amount, in figures or in words, says neither that something was traded nor that nothing was.
  case
    when coalesce(try_cast(c.quantity as decimal(28, 6)), q.number, 0) <> 0 then 'no'
    when coalesce(try_cast(c.value as decimal(28, 6)), v.number, 0) <> 0 then 'no'
    when c.quantity is null and c.value is null then 'unreported'
    -- “0.0 million t” may be 49,999: a zero is one only where its words leave no whole unit.
    when coalesce(q.high, case when q.text is null then 0 else 1 end) >= 1 then 'unreported'
    when coalesce(v.high, case when v.text is null then 0 else 1 end) >= 1 then 'unreported'
    else 'yes'
  end as nothing,
  case when h.capped = 'yes' then c.hs else '' end as kind_hs,
  case when h.capped = 'yes' or s.state is not null then c.trader else '' end as kind_trader
from priced c
join codes h on h.hs = c.hs
left join (
  select state from measures where state <> '' union select state from members
  union select 'ALL' as state from measures where trade_of = 'third_states'
) s on s.state = c.trader
left join graded g on g.text = c.sources
left join stated q on q.text = c.quantity_stated and q.unit = coalesce(c.unit, '')
left join stated v on v.text = c.value_stated and v.unit = coalesce(c.currency, '')
