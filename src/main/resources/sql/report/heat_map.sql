-- Entries by weekday (1 Monday … 7 Sunday) and half hour (0 … 47) of the clock on the wall. Offered belongs to the begin, the
-- rest to the end. Service level as in entries_ended.
select weekday, half,
       sum(offered)::bigint   as offered,
       sum(abandoned)::bigint as abandonment_rate_hits,
       sum(decided)::bigint   as abandonment_rate_total,
       case when sum(answered_by_agent) > 0 or sum(answered) = 0 then sum(hits)::bigint end  as service_level_hits,
       case when sum(answered_by_agent) > 0 or sum(answered) = 0 then sum(total)::bigint end as service_level_total,
       sum(millis)::bigint    as wait_seconds_sum,
       sum(answered)::bigint  as wait_seconds_count
from (
    select extract(isodow from local)::int as weekday,
           (extract(hour from local) * 2 + floor(extract(minute from local) / 30))::int as half,
           count(*) as offered, 0 as abandoned, 0 as decided, 0 as answered_by_agent, 0 as hits, 0 as total, 0 as millis, 0 as answered
    from contact_fact, lateral (select started_at at time zone :zone as local) as clock
    where kind = 'ENTRY' and started_at >= :from and started_at < :to and {filter}
    group by 1, 2
    union all
    select extract(isodow from local)::int,
           (extract(hour from local) * 2 + floor(extract(minute from local) / 30))::int,
           0,
           count(*) filter (where outcome = 'ABANDONED'),
           count(*) filter (where outcome in ('ANSWERED', 'ABANDONED', 'UNSERVED')),
           count(*) filter (where by_agent and outcome = 'ANSWERED'),
           count(*) filter (where by_agent and outcome = 'ANSWERED' and millis <= :service_level),
           count(*) filter (where by_agent and (
               outcome in ('ANSWERED', 'UNSERVED')
               or outcome = 'ABANDONED' and millis >= :short_abandon
               or outcome in ('TRANSFERRED', 'CALLBACK') and millis > :service_level)),
           coalesce(sum(millis) filter (where outcome = 'ANSWERED'), 0),
           count(*) filter (where outcome = 'ANSWERED')
    from contact_fact, lateral (select at at time zone :zone as local,
                                       (extract(epoch from ended_at - started_at) * 1000)::bigint as millis,
                                       accept_mode is null or accept_mode = 'agent' as by_agent) as clock
    where kind = 'ENTRY' and ended_at is not null and at >= :from and at < :to and {filter}
    group by 1, 2
) as parts
group by 1, 2
order by 1, 2
