-- Every flow with the number of its kind, and its amounts with bounds.
select
  r.id, r.reporter, r.partner, r.trader, r.flow, r.through, r.hs, r.unit, r.currency, r.quantity_stated, r.value_stated,
  r.reported_date, r.sources, r.support, r.capped, k.kind,
  coalesce(try_cast(r.quantity as decimal(28, 6)), q.number) as quantity,
  case when q.text is null then try_cast(r.quantity as decimal(28, 6)) else q.low end as quantity_low,
  case when q.text is null then try_cast(r.quantity as decimal(28, 6)) else q.high end as quantity_high,
  coalesce(try_cast(r.value as decimal(28, 6)), v.number) as value,
  case when v.text is null then try_cast(r.value as decimal(28, 6)) else v.low end as value_low,
  case when v.text is null then try_cast(r.value as decimal(28, 6)) else v.high end as value_high
from placed r
join row_kinds k
  on k.goods_class = r.goods_class and k.direction = r.direction and k.flow = r.flow and k.route = r.route
  and k.ledger = r.ledger and k.period = r.period
  and k.kind_trader = r.kind_trader and k.kind_hs = r.kind_hs and k.contract_date = r.contract_date
  and k.loaded_date = r.loaded_date and k.arrived_date = r.arrived_date and k.declared_date = r.declared_date
  and k.released_date = r.released_date and k.notified_date = r.notified_date and k.known_from = r.known_from
  and k.origin = r.origin and k.evidence = r.evidence and k.support = r.support and k.nothing = r.nothing
  and k.price = r.price
left join stated q on q.text = r.quantity_stated and q.unit = coalesce(r.unit, '')
left join stated v on v.text = r.value_stated and v.unit = coalesce(r.currency, '')
