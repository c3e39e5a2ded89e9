-- The same figures as they stood at an instant in the past.
select waiting.queue_length, waiting.longest_wait_since, ended.*, ratings.*
from (
    select count(*)::int as queue_length, min(started_at) as longest_wait_since
    from contact_fact
    where kind = 'ENTRY' and started_at > :earliest and started_at <= :now and (ended_at is null or ended_at > :now)
      and channel in ('voice', 'chat') and {filter}
) as waiting, (
    select count(*) filter (where by_agent and outcome = 'ANSWERED' and millis <= :service_level)::int as service_level_hits,
           count(*) filter (where by_agent and (
               outcome in ('ANSWERED', 'UNSERVED')
               or outcome = 'ABANDONED' and millis >= :short_abandon
               or outcome in ('TRANSFERRED', 'CALLBACK') and millis > :service_level))::int       as service_level_total,
           count(*) filter (where outcome = 'ABANDONED')::int                                    as abandonment_rate_hits,
           count(*) filter (where outcome in ('ANSWERED', 'ABANDONED', 'UNSERVED'))::int         as abandonment_rate_total
    from contact_fact, lateral (select date_part('epoch', ended_at - started_at) * 1000 as millis,
                                       accept_mode is null or accept_mode = 'agent'    as by_agent) as wait
    where kind = 'ENTRY' and ended_at is not null and at >= :from and at <= :now and {filter}
) as ended, (
    select coalesce(sum(value), 0)::bigint as csat_sum, count(*)::int as csat_count
    from contact_fact where kind = 'CSAT' and at >= :day and at <= :now and {filter} and {team}
) as ratings
where exists (select from contact_fact where kind = 'ENTRY' and started_at > :day_before and started_at <= :now)
