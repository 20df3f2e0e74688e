-- The kinds of rows with their texts understood: days as first and last possible day.
-- Rows that could not be known on the day asked about are left out here and nowhere else.
select
  k.kind, k.occurrences, k.goods_class, k.direction, k.ledger, k.kind_trader as trader, k.kind_hs as hs, k.period,
  k.evidence, k.support, k.nothing, case when k.origin = $target then '' else k.origin end as origin,
  p.first_day as period_first, p.last_day as period_last,
  contract.first_day as contract_first, contract.last_day as contract_last,
  loaded.first_day as loaded_first, loaded.last_day as loaded_last,
  arrived.first_day as arrived_first, arrived.last_day as arrived_last,
  declared.first_day as declared_first, declared.last_day as declared_last,
  released.first_day as released_first, released.last_day as released_last,
  notified.first_day as notified_first, notified.last_day as notified_last
from row_kinds k
join days p on p.text = k.period
left join days contract on contract.text = k.contract_date
left join days loaded on loaded.text = k.loaded_date
left join days arrived on arrived.text = k.arrived_date
left join days declared on declared.text = k.declared_date
left join days released on released.text = k.released_date
left join days notified on notified.text = k.notified_date
left join days known on known.text = k.known_from
where p.last_day <= cast($known_by as date)
  and (known.first_day is null or known.first_day <= cast($known_by as date))
