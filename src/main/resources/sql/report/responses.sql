-- Waits of one kind that a limit is set for. A wait that was over in time belongs to its end; one that was not, to the
-- instant at which the limit passed, whatever came later; one that ended without a reply before that, to neither.
select period, key,
       sum(millis)                                as {seconds}_sum,
       count(millis)                              as {seconds}_count,
       percentile_disc(:percentiles) within group (order by millis) filter (where millis is not null)
                                                  as {seconds}_percentiles,
       count(*) filter (where hit)                as {within}_hits,
       count(*) filter (where hit or overdue)     as {within}_total,
       count(*) filter (where unanswered)         as last_message_unanswered
from (
    select width_bucket(at, :starts) as period, {key} as key,
           case when replied then length end      as millis,
           replied and length <= :within          as hit,
           false                                  as overdue,
           not replied and length <= :within and outcome = 'UNANSWERED' as unanswered
    from contact_fact, lateral (select (extract(epoch from ended_at - started_at) * 1000)::bigint as length,
                                       outcome in ('REPLIED', 'DONE') as replied) as wait
    where kind = '{kind}' and ended_at is not null and at >= :from and at < :to and {filter}
    union all
    select width_bucket(started_at + :within * interval '1 millisecond', :starts), {key},
           null, false, true, false
    from contact_fact
    where kind = '{kind}' and started_at >= :from_within and started_at < :to_within and started_at < :now_within
      and (ended_at is null or ended_at > started_at + :within * interval '1 millisecond') and {filter}
) as waits
group by 1, 2
limit :limit
