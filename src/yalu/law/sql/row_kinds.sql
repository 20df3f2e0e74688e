-- Every distinct kind of row, numbered, with how many rows are of it. Millions of rows are of a few
-- thousand kinds, so all that follows is asked of kinds and not of rows.
select row_number() over (order by
    goods_class, direction, flow, route, ledger, period, kind_trader, kind_hs, contract_date, loaded_date,
    arrived_date, declared_date, released_date, notified_date, known_from, origin, evidence, support, nothing, price) as kind,
  goods_class, direction, flow, route, ledger, period, kind_trader, kind_hs, contract_date, loaded_date,
  arrived_date, declared_date, released_date, notified_date, known_from, origin, evidence, support, nothing, price, occurrences
from (
  select
    goods_class, direction, flow, route, ledger, period, kind_trader, kind_hs, contract_date, loaded_date,
    arrived_date, declared_date, released_date, notified_date, known_from, origin, evidence, support, nothing, price,
    count(*) as occurrences
  from placed
  group by
    goods_class, direction, flow, route, ledger, period, kind_trader, kind_hs, contract_date, loaded_date,
    arrived_date, declared_date, released_date, notified_date, known_from, origin, evidence, support, nothing, price
) found
