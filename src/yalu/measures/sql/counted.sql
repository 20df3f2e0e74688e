-- How many verdicts of each kind each measure gives.
select measure, ledger, verdict, finding, count(*) as occurrences
from decided
group by measure, ledger, verdict, finding
order by measure, ledger, verdict, finding
