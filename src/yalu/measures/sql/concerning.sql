-- The flows that concern the target, with the other party and the direction of the goods.
-- What one side reports as an import is the other side's export, so both are said once, here.
select
  id, ledger, reporter, partner, flow, hs, period,
  quantity, unit, value, currency, quantity_stated, value_stated,
  contract_date, loaded_date, arrived_date, declared_date, released_date,
  notified_date, reported_date, known_from, origin, evidence, sources,
  case when partner = $target then reporter else partner end as trader,
  case
    when (partner = $target and flow = 'import') or (reporter = $target and flow = 'export')
      then 'from_target'
    else 'to_target'
  end as direction
from flows
where reporter = $target or partner = $target
