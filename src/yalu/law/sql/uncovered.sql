-- The flows no measure in force met, as given, so that the reason can be said.
select
  f.id, coalesce(f.ledger, '') as ledger, coalesce(f.reporter, '') as reporter, coalesce(f.partner, '') as partner,
  coalesce(f.flow, '') as flow, coalesce(f.hs, '') as hs, coalesce(f.period, '') as period,
  coalesce(f.known_from, '') as known_from,
  coalesce(f.sources, '') as sources,
  coalesce(f.origin, '') as origin, coalesce(f.shipped_from, '') as shipped_from,
  coalesce(cast(f.quantity as varchar), '') as quantity, coalesce(cast(f.value as varchar), '') as value
from flows f
left join (select distinct a.id from amounts a join answers b on b.kind = a.kind) met on met.id = f.id
where met.id is null
