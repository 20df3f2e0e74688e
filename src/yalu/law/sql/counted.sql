-- How many verdicts of each kind each measure gives.
select measure, ledger, verdict, finding, cast(sum(occurrences) as bigint) as occurrences
from verdicts
group by measure, ledger, verdict, finding
order by measure, ledger, verdict, finding
