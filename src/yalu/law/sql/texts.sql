-- Every distinct text that must be understood, with one row that has it and how many do.
-- One pass: each row is looked at once for each kind of text, and most texts are the same.
select kind, text, other, min(id) as example, count(*) as occurrences
from (
  select k.kind, c.id,
    case k.kind
      when 'period' then coalesce(c.period, '')
      when 'hs' then coalesce(c.hs, '')
      when 'flow' then coalesce(c.flow, '')
      when 'ledger' then coalesce(c.ledger, '')
      when 'trader' then coalesce(c.trader, '')
      when 'unit' then case when c.quantity is not null or c.quantity_stated is not null then coalesce(c.unit, '') end
      when 'currency' then case when c.value is not null or c.value_stated is not null then coalesce(c.currency, '') end
      when 'quantity' then
        case when coalesce(try_cast(c.quantity as decimal(28, 6)), -1) < 0 then cast(c.quantity as varchar) end
      when 'value' then
        case when coalesce(try_cast(c.value as decimal(28, 6)), -1) < 0 then cast(c.value as varchar) end
      when 'quantity_stated' then c.quantity_stated
      when 'value_stated' then c.value_stated
      when 'contract_date' then c.contract_date
      when 'loaded_date' then c.loaded_date
      when 'arrived_date' then c.arrived_date
      when 'declared_date' then c.declared_date
      when 'released_date' then c.released_date
      when 'notified_date' then c.notified_date
      when 'reported_date' then c.reported_date
      when 'known_from' then c.known_from
      when 'origin' then c.origin
      when 'shipped_from' then c.shipped_from
      when 'value_basis' then c.value_basis
      when 'sources' then c.sources
      when 'evidence' then case when c.evidence <> '' then c.evidence end
    end as text,
    case k.kind
      when 'quantity_stated' then coalesce(c.unit, '')
      when 'value_stated' then coalesce(c.currency, '')
      else ''
    end as other
  from concerning c
  cross join kinds k
) found
where text is not null
group by kind, text, other
order by kind, text, other
