-- What began in a period: entries, and complaints opened. A contact counts once, where its first entry began: the first of
-- all, or the first in the queue where a row or the whole report is about one queue.
select width_bucket(started_at, :starts) as period, {key} as key,
       count(*) filter (where kind = 'ENTRY')                             as offered,
       count(*) filter (where kind = 'ENTRY' and flags & :first <> 0)     as distinct_contacts,
       count(*) filter (where kind = 'COMPLAINT')                         as complaints,
       count(*) filter (where kind = 'COMPLAINT')                         as complaint_rate_hits,
       count(*) filter (where kind = 'ENTRY' and flags & :first <> 0)     as complaint_rate_total
from contact_fact
where kind in ('ENTRY', 'COMPLAINT') and started_at >= :from and started_at < :to and {filter}
group by 1, 2
limit :limit
