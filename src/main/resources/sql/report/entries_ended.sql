-- How the entries ended that ended in a period. Service level and ASA count entries that agents accept themselves; where
-- none of the answered was one, both are no data.
select period, key,
       count(*) filter (where outcome = 'ANSWERED')    as answered,
       count(*) filter (where outcome = 'ABANDONED')   as abandoned,
       count(*) filter (where short)                   as short_abandons,
       count(*) filter (where outcome = 'TRANSFERRED') as transferred,
       count(*) filter (where outcome = 'CALLBACK')    as callback,
       count(*) filter (where outcome = 'UNSERVED')    as unserved,
       count(*) filter (where outcome = 'ABANDONED')   as abandonment_rate_hits,
       count(*) filter (where outcome in ('ANSWERED', 'ABANDONED', 'UNSERVED')) as abandonment_rate_total,
       case when bool_or(by_agent and outcome = 'ANSWERED') or not bool_or(outcome = 'ANSWERED') then
           count(*) filter (where by_agent and outcome = 'ANSWERED' and millis <= :service_level) end as service_level_hits,
       case when bool_or(by_agent and outcome = 'ANSWERED') or not bool_or(outcome = 'ANSWERED') then
           count(*) filter (where by_agent and (
               outcome in ('ANSWERED', 'UNSERVED')
               or outcome = 'ABANDONED' and not short
               or outcome in ('TRANSFERRED', 'CALLBACK') and millis > :service_level)) end as service_level_total,
       case when bool_or(by_agent and outcome = 'ANSWERED') or not bool_or(outcome = 'ANSWERED') then
           coalesce(sum(millis) filter (where by_agent and outcome = 'ANSWERED'), 0) end as asa_seconds_sum,
       case when bool_or(by_agent and outcome = 'ANSWERED') or not bool_or(outcome = 'ANSWERED') then
           count(*) filter (where by_agent and outcome = 'ANSWERED') end as asa_seconds_count,
       sum(millis) filter (where outcome = 'ANSWERED')   as wait_seconds_sum,
       count(*) filter (where outcome = 'ANSWERED')      as wait_seconds_count,
       percentile_disc(:percentiles) within group (order by millis) filter (where outcome = 'ANSWERED')
                                                         as wait_seconds_percentiles
from (
    select width_bucket(at, :starts) as period, {key} as key, outcome, millis,
           accept_mode is null or accept_mode = 'agent'            as by_agent,
           outcome = 'ABANDONED' and millis < :short_abandon       as short
    from contact_fact, lateral (select (extract(epoch from ended_at - started_at) * 1000)::bigint as millis) as length
    where kind = 'ENTRY' and ended_at is not null and at >= :from and at < :to and {filter}
) as entries
group by 1, 2
limit :limit
