-- Every distinct text that must be understood, with one row that has it and how many do.
select kind, text, other, min(id) as example, count(*) as occurrences
from (
  select 'period' as kind, coalesce(period, '') as text, '' as other, id from concerning
  union all select 'hs', coalesce(hs, ''), '', id from concerning
  union all select 'flow', coalesce(flow, ''), '', id from concerning
  union all select 'ledger', coalesce(ledger, ''), '', id from concerning
  union all select 'trader', coalesce(trader, ''), '', id from concerning
  union all select 'unit', coalesce(unit, ''), '', id from concerning
    where quantity is not null or quantity_stated is not null
  union all select 'currency', coalesce(currency, ''), '', id from concerning
    where value is not null or value_stated is not null
  union all select 'quantity_stated', quantity_stated, coalesce(unit, ''), id from concerning
    where quantity_stated is not null
  union all select 'value_stated', value_stated, coalesce(currency, ''), id from concerning
    where value_stated is not null
  union all select 'contract_date', contract_date, '', id from concerning where contract_date is not null
  union all select 'loaded_date', loaded_date, '', id from concerning where loaded_date is not null
  union all select 'arrived_date', arrived_date, '', id from concerning where arrived_date is not null
  union all select 'declared_date', declared_date, '', id from concerning where declared_date is not null
  union all select 'released_date', released_date, '', id from concerning where released_date is not null
  union all select 'notified_date', notified_date, '', id from concerning where notified_date is not null
  union all select 'reported_date', reported_date, '', id from concerning where reported_date is not null
  union all select 'known_from', known_from, '', id from concerning where known_from is not null
  union all select 'origin', origin, '', id from concerning where origin is not null
  union all select 'evidence', evidence, '', id from concerning where evidence <> ''
  union all select 'quantity', cast(quantity as varchar), '', id from concerning
    where quantity is not null and coalesce(try_cast(quantity as decimal(28, 6)), -1) < 0
  union all select 'value', cast(value as varchar), '', id from concerning
    where value is not null and coalesce(try_cast(value as decimal(28, 6)), -1) < 0
) found
group by kind, text, other
order by kind, text, other
