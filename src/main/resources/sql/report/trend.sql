-- Points of a trend by minute, 0 … minutes − 1; the last one is the running minute. Waiting at the end of a minute (in the
-- running one: now) is who had begun and not ended; after :cap minutes an entry is unconfirmed and no longer counted.
with entries as materialized (
    select floor(date_part('epoch', started_at - :from) / 60)::int as first_minute,
           case when ended_at is null or ended_at > :now then :minutes
                else floor(date_part('epoch', ended_at - :from) / 60)::int end as last_minute,
           started_at, outcome, ended_at is not null and ended_at <= :now as ended,
           date_part('epoch', ended_at - started_at) * 1000 as millis,
           accept_mode is null or accept_mode = 'agent' as by_agent,
           channel in ('voice', 'chat') as live
    from (
        select * from contact_fact where kind = 'ENTRY' and at >= :from and ended_at is not null
        union all
        select * from contact_fact where kind = 'ENTRY' and started_at >= :earliest and ended_at is null
    ) as touching
    where started_at <= :now and {filter}
)
select minute,
       sum(offered)::int          as offered,
       sum(waiting)::int          as queue_length,
       min(since)                 as longest_wait_since,
       sum(hits)::int             as service_level_hits,
       sum(total)::int            as service_level_total,
       sum(abandoned)::int        as abandonment_rate_hits,
       sum(decided)::int          as abandonment_rate_total,
       sum(score)::bigint         as csat_sum,
       sum(ratings)::int          as csat_count
from (
    select first_minute as minute, count(*) as offered, 0 as waiting, null::timestamptz as since, 0 as hits, 0 as total,
           0 as abandoned, 0 as decided, 0 as score, 0 as ratings
    from entries where first_minute between 0 and :minutes - 1 group by 1
    union all
    select last_minute, 0, 0, null,
           count(*) filter (where by_agent and outcome = 'ANSWERED' and millis <= :service_level),
           count(*) filter (where by_agent and (
               outcome in ('ANSWERED', 'UNSERVED')
               or outcome = 'ABANDONED' and millis >= :short_abandon
               or outcome in ('TRANSFERRED', 'CALLBACK') and millis > :service_level)),
           count(*) filter (where outcome = 'ABANDONED'),
           count(*) filter (where outcome in ('ANSWERED', 'ABANDONED', 'UNSERVED')), 0, 0
    from entries where ended and last_minute between 0 and :minutes - 1 group by 1
    union all
    select minute, 0, count(*), min(started_at), 0, 0, 0, 0, 0, 0
    from entries, generate_series(greatest(first_minute, 0), least(last_minute, first_minute + :cap, :minutes) - 1) as minute
    where live and last_minute > first_minute group by 1
    union all
    select floor(date_part('epoch', at - :from) / 60)::int, 0, 0, null, 0, 0, 0, 0, sum(value), count(*)
    from contact_fact
    where kind = 'CSAT' and at >= :from and at <= :now and {filter} and {team} group by 1
) as parts
group by minute
order by minute
