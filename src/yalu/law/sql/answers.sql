-- One row per kind of row and measure in force, with the answer to every question the law asks of dates.
-- Answers are yes, no, missing (the date is not given), unclear (it is not given to the day), under_way (the other
-- side tells the trade), membership (the state was a member of the body on some days of it only), excepted (the row is
-- the total of a body of which the measure excepts a member) or -.
-- An answer is yes or no when it is so on every day the step can have.
select *,
  concat_ws('|', measure, goods, in_force, contract, imported, notified, loaded, arrived, cleared, route, nothing,
    price_letters, support, origin, beyond, evidence)
    as situation
from (
  select *,
    case
      when tested_last < in_from or tested_first >= in_until or coalesce(import_first >= in_until, false) then 'no'
      when tested_last < member_from or tested_first >= member_until then
        case less_than_all when 'yes' then 'excepted' else 'no' end
      when tested_first >= in_from and tested_last < in_until and coalesce(import_last < in_until, true)
        and tested_first >= member_from and tested_last < member_until then 'yes'
      when tested_first >= in_from and tested_last < in_until
        and tested_first >= member_from and tested_last < member_until then 'unclear'
      when tested_first >= in_from and tested_last < in_until and tested_doubt = 'unclear' then 'membership'
      else tested_doubt
    end as in_force,
    case
      when contract_before is null then '-'
      when contract_last < contract_before then 'yes'
      when contract_first >= contract_before then 'no'
      when contract_given = 'no' then 'missing'
      else 'unclear'
    end as contract,
    case
      when import_by is null then '-'
      when released_last <= import_by then 'yes'
      when released_first > import_by then 'no'
      else 'unclear'
    end as imported,
    case
      when notify_by is null then '-'
      when notified_last <= notify_by then 'yes'
      when notified_first > notify_by then 'no'
      when notified_first is null then 'missing'
      else 'unclear'
    end as notified,
    case
      when loaded_before is null then '-'
      when loaded_last < loaded_before then 'yes'
      when loaded_first >= loaded_before then 'no'
      when loaded_given = 'no' then 'missing'
      else 'unclear'
    end as loaded,
    case
      when arrived_before is null then '-'
      when arrived_last < arrived_before then 'yes'
      when arrived_first >= arrived_before then 'no'
      when arrived_given = 'no' then 'missing'
      else 'unclear'
    end as arrived,
    case
      when absolute_stop is null then '-'
      when released_last < absolute_stop then 'yes'
      when released_first >= absolute_stop then 'no'
      else 'unclear'
    end as cleared,
    -- One letter for the price limit and one for that of the wind-down, as unit_price_limits.py reads them.
    case
      when price_rank = 0 then '-'
      when wind_down_rank = 0 then substring(price, price_rank, 1)
      else concat(substring(price, price_rank, 1), substring(price, wind_down_rank, 1))
    end as price_letters
  from matched
  where addressed = 'yes'
) asked
where in_force <> 'no'
  -- A row that reports 0 says that nothing was traded: there is nothing to forbid, but a sum to close.
  and (nothing <> 'yes' or effect in ('cap', 'freeze'))
