-- The kinds of rows with their texts understood: every step of a consignment as the first and last day it
-- can have. Rows that could not be known on the day asked about are left out here and nowhere else.
--
-- A step that is not given, or not to the day, is bounded by the steps that are: contract, loading, arrival,
-- declaration, release, in that order; declaration and release lie in the period. They are those of the state
-- whose law it is. For goods that go to the target that is the seller, whose customs are done before loading, so
-- there loading and arrival bound neither of them. Where the other side tells the trade, the goods are under way
-- between the period and the customs that matter (`reported_by`). Days that contradict each other
-- (a declaration in advance, a release after the period) bound nothing: each then stands as it is given.
select
  kind, occurrences, goods_class, direction, route, ledger, trader, hs, period, evidence, support, nothing, price, origin,
  reported_by, period_first, period_last,
  contract_given, loaded_given, arrived_given, declared_given, released_given,
  notified_first, notified_last,
  case when contract_after <= contract_by then contract_after else contract_first end as contract_first,
  case when contract_after <= contract_by then contract_by else contract_last end as contract_last,
  case when loaded_after <= loaded_by then loaded_after else loaded_first end as loaded_first,
  case when loaded_after <= loaded_by then loaded_by else loaded_last end as loaded_last,
  case when arrived_after <= arrived_by then arrived_after else arrived_first end as arrived_first,
  case when arrived_after <= arrived_by then arrived_by else arrived_last end as arrived_last,
  case when declared_after <= declared_by then declared_after else declared_first end as declared_first,
  case when declared_after <= declared_by then declared_by else declared_last end as declared_last,
  case when released_after <= released_by then released_after else released_first end as released_first,
  case when released_after <= released_by then released_by else released_last end as released_last
from (
  select *,
    contract_first as contract_after,
    least(contract_last, loaded_last, arrived_last, declared_last, released_last) as contract_by,
    greatest(loaded_first, contract_first) as loaded_after,
    least(loaded_last, arrived_last, entered_by) as loaded_by,
    greatest(arrived_first, contract_first, loaded_first) as arrived_after,
    least(arrived_last, entered_by) as arrived_by,
    greatest(declared_first, contract_first, entered_after) as declared_after,
    least(declared_last, released_last) as declared_by,
    greatest(released_first, contract_first, entered_after, declared_first) as released_after,
    released_last as released_by
  from (
    select *,
      case when direction = 'from_target' then greatest(loaded_first, arrived_first) else cast('1900-01-01' as date) end
        as entered_after,
      case when direction = 'from_target' then least(declared_last, released_last) else cast('9998-12-31' as date) end
        as entered_by
    from (
      select
        k.kind, k.occurrences, k.goods_class, k.direction, k.flow, k.route, k.ledger, k.kind_trader as trader,
        k.kind_hs as hs, k.period, k.evidence, k.support, k.nothing, k.price,
        case when k.origin = $target then '' else k.origin end as origin,
        case when contract.text is null then 'no' else 'yes' end as contract_given,
        case when loaded.text is null then 'no' else 'yes' end as loaded_given,
        case when arrived.text is null then 'no' else 'yes' end as arrived_given,
        case when declared.text is null then 'no' else 'yes' end as declared_given,
        case when released.text is null then 'no' else 'yes' end as released_given,
        k.reported_by, k.period_first, k.period_last,
        notified.first_day as notified_first, notified.last_day as notified_last,
        coalesce(contract.first_day, cast('1900-01-01' as date)) as contract_first,
        coalesce(contract.last_day, cast('9998-12-31' as date)) as contract_last,
        coalesce(loaded.first_day, cast('1900-01-01' as date)) as loaded_first,
        coalesce(loaded.last_day, k.under_way_by) as loaded_last,
        coalesce(arrived.first_day, cast('1900-01-01' as date)) as arrived_first,
        coalesce(arrived.last_day, k.under_way_by) as arrived_last,
        coalesce(
          declared.first_day,
          case when released.last_day < k.first_day then cast('1900-01-01' as date) else k.first_day end
        ) as declared_first,
        coalesce(
          declared.last_day,
          case
            when k.direction = 'from_target' and (loaded.first_day > k.last_day or arrived.first_day > k.last_day)
              then cast('9998-12-31' as date)
            when released.first_day > k.last_day then released.last_day
            else k.last_day
          end
        ) as declared_last,
        coalesce(released.first_day, k.first_day) as released_first,
        coalesce(
          released.last_day,
          case
            when k.direction = 'from_target' and (loaded.first_day > k.last_day or arrived.first_day > k.last_day)
              then cast('9998-12-31' as date)
            when declared.first_day > k.last_day then cast('9998-12-31' as date)
            else k.last_day
          end
        ) as released_last
      from (
        select g.*, p.first_day as period_first, p.last_day as period_last,
          case when (g.flow = 'import') = (g.direction = 'from_target') then 'trader' else 'other' end as reported_by,
          case when g.flow = 'import' and g.direction = 'to_target' then p.left_from else p.first_day end as first_day,
          case when g.flow = 'export' and g.direction = 'from_target' then p.arrived_by else p.last_day end as last_day,
          case
            when g.flow = 'export' then p.arrived_by
            when g.direction = 'to_target' then p.last_day
            else cast('9998-12-31' as date)
          end as under_way_by
        from row_kinds g
        join days p on p.text = g.period
      ) k
      left join days contract on contract.text = k.contract_date
      left join days loaded on loaded.text = k.loaded_date
      left join days arrived on arrived.text = k.arrived_date
      left join days declared on declared.text = k.declared_date
      left join days released on released.text = k.released_date
      left join days notified on notified.text = k.notified_date
      left join days known on known.text = k.known_from
      where k.period_last <= cast($known_by as date)
        and (known.first_day is null or known.first_day <= cast($known_by as date))
    ) given
  ) entered
) bounded
