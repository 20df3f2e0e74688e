-- The flows with their texts understood: days as first and last possible day, amounts with bounds.
-- A row that could not be known on the day asked about is left out here and nowhere else.
select
  c.id, c.ledger, c.reporter, c.partner, c.trader, c.flow, c.direction, c.hs, c.period,
  c.unit, c.currency, c.quantity_stated, c.value_stated, c.sources,
  coalesce(c.evidence, '') as evidence,
  case when c.origin is null or c.origin = $target then '' else c.origin end as origin,
  p.first_day as period_first, p.last_day as period_last,
  contract.first_day as contract_first, contract.last_day as contract_last,
  loaded.first_day as loaded_first, loaded.last_day as loaded_last,
  arrived.first_day as arrived_first, arrived.last_day as arrived_last,
  declared.first_day as declared_first, declared.last_day as declared_last,
  released.first_day as released_first, released.last_day as released_last,
  notified.first_day as notified_first, notified.last_day as notified_last,
  reported.first_day as reported_first, reported.last_day as reported_last,
  coalesce(try_cast(c.quantity as decimal(28, 6)), q.number) as quantity,
  case when q.text is null then try_cast(c.quantity as decimal(28, 6)) else q.low end as quantity_low,
  case when q.text is null then try_cast(c.quantity as decimal(28, 6)) else q.high end as quantity_high,
  coalesce(try_cast(c.value as decimal(28, 6)), v.number) as value,
  case when v.text is null then try_cast(c.value as decimal(28, 6)) else v.low end as value_low,
  case when v.text is null then try_cast(c.value as decimal(28, 6)) else v.high end as value_high
from concerning c
join days p on p.text = c.period
left join days contract on contract.text = c.contract_date
left join days loaded on loaded.text = c.loaded_date
left join days arrived on arrived.text = c.arrived_date
left join days declared on declared.text = c.declared_date
left join days released on released.text = c.released_date
left join days notified on notified.text = c.notified_date
left join days reported on reported.text = c.reported_date
left join days known on known.text = c.known_from
left join stated q on q.text = c.quantity_stated and q.unit = coalesce(c.unit, '')
left join stated v on v.text = c.value_stated and v.unit = coalesce(c.currency, '')
where p.last_day <= cast($known_by as date)
  and (known.first_day is null or known.first_day <= cast($known_by as date))
