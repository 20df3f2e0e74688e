-- The flows that concern the target, with the other party and the direction of the goods.
-- What one side reports as an import is the other side's export, so both are said once, here.
-- Goods of the target's origin concern it whoever sells them: their trader is the buyer, and `through` the
-- third state that sold. Where only the route leads to the target (`shipped_from`), the origin is open.
select
  id, ledger, reporter, partner, flow, hs, period,
  quantity, unit, value, currency, quantity_stated, value_stated,
  contract_date, loaded_date, arrived_date, declared_date, released_date,
  notified_date, reported_date, known_from, origin, shipped_from, evidence, sources, value_basis,
  case
    when partner = $target then reporter
    when reporter = $target then partner
    when flow = 'import' then reporter
    else partner
  end as trader,
  case
    when (partner = $target and flow = 'export') or (reporter = $target and flow = 'import') then 'to_target'
    else 'from_target'
  end as direction,
  case
    when reporter = $target or partner = $target then 'direct'
    when origin = $target then 'origin'
    else 'shipped'
  end as route,
  case
    when reporter = $target or partner = $target then ''
    when flow = 'import' then partner
    else reporter
  end as through
from flows
where reporter = $target or partner = $target or origin = $target or shipped_from = $target
