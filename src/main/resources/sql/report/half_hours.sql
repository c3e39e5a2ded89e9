-- Entries by half hour: those begun, and those ended by how they ended. Service level counts entries that agents accept
-- themselves; where none of the answered was one, it is no data.
select slot,
       sum(offered)::int     as offered,
       bool_or(measured)     as measured,
       sum(hits)::int        as service_level_hits,
       sum(total)::int       as service_level_total,
       sum(abandoned)::int   as abandonment_rate_hits,
       sum(decided)::int     as abandonment_rate_total
from (
    select width_bucket(started_at, :starts) as slot, count(*) as offered, null::boolean as measured, 0 as hits, 0 as total,
           0 as abandoned, 0 as decided
    from contact_fact where kind = 'ENTRY' and started_at >= :from and started_at < :to and {filter} group by 1
    union all
    select width_bucket(at, :starts), 0,
           bool_or(by_agent and outcome = 'ANSWERED') or not bool_or(outcome = 'ANSWERED'),
           count(*) filter (where by_agent and outcome = 'ANSWERED' and millis <= :service_level),
           count(*) filter (where by_agent and (
               outcome in ('ANSWERED', 'UNSERVED')
               or outcome = 'ABANDONED' and millis >= :short_abandon
               or outcome in ('TRANSFERRED', 'CALLBACK') and millis > :service_level)),
           count(*) filter (where outcome = 'ABANDONED'),
           count(*) filter (where outcome in ('ANSWERED', 'ABANDONED', 'UNSERVED'))
    from contact_fact, lateral (select (extract(epoch from ended_at - started_at) * 1000)::bigint as millis,
                                       accept_mode is null or accept_mode = 'agent'              as by_agent) as wait
    where kind = 'ENTRY' and ended_at is not null and at >= :from and at < :to and {filter} group by 1
) as parts
group by slot
