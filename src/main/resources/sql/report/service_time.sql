-- Time of agents within periods: working (logged in and not on a break), of it occupied (a voice or chat leg, or wrap-up); and
-- of voice and chat legs: their lengths added up, and the time with at least one. A running sum over all begins and ends. A leg
-- that ended more than seven days after the range is not seen.
with recursive ids as (
    (select agent_id from presence_fact order by agent_id limit 1)
    union all
    select (select p.agent_id from presence_fact as p where p.agent_id > ids.agent_id order by p.agent_id limit 1)
    from ids where ids.agent_id is not null
), range as (
    select least(:to, :now) as until
), spans as (
    select agent_id, kind = 'LEG' as leg, greatest(started_at, :from) as begins,
           least(coalesce(ended_at, until), until) as ends
    from range, (
        select * from contact_fact
        where kind in ('LEG', 'WRAPUP') and at >= :from and at < :to + interval '7 days' and ended_at is not null
        union all
        select * from contact_fact where kind in ('LEG', 'WRAPUP') and started_at < :to and ended_at is null
    ) as touching
    where channel in ('voice', 'chat') and agent_id is not null and (:agents is null or agent_id = any (:agents))
      and started_at < until and (ended_at is null or ended_at > :from)
), people as (
    select agent_id from ids where agent_id is not null and (:agents is null or agent_id = any (:agents))
    union
    select agent_id from spans
), states as (
    select people.agent_id, :from as at, base.state
    from range, people cross join lateral (
        select p.state from presence_fact as p
        where p.agent_id = people.agent_id and p.since <= :from and p.at <= :now order by p.since desc limit 1) as base
    where :from < until
    union all
    select people.agent_id, p.since, p.state
    from range, people join presence_fact as p on p.agent_id = people.agent_id and p.since > :from and p.at <= :now
    where p.since < until
), changes as (
    select agent_id, begins as at, leg::int as legs, (not leg)::int as wrapups, 0 as working, 0 as in_wrapup
    from spans where begins < ends
    union all
    select agent_id, ends, -leg::int, -(not leg)::int, 0, 0 from spans where begins < ends
    union all
    select agent_id, at, 0, 0, works - coalesce(lag(works) over agent, 0), wraps_up - coalesce(lag(wraps_up) over agent, 0)
    from (select agent_id, at, (state in ('available', 'busy', 'wrapup'))::int as works, (state = 'wrapup')::int as wraps_up
          from states) as s
    window agent as (partition by agent_id order by at)
    union all
    select agent_id, start, 0, 0, 0, 0 from range, people, unnest(:starts) as start where start < until
    union all
    select agent_id, until, 0, 0, 0, 0 from range, people where until > :from
), stretches as (
    select agent_id, at, lead(at) over agent as next,
           sum(sum(legs)) over agent as legs, sum(sum(wrapups)) over agent as wrapups,
           sum(sum(working)) over agent as working, sum(sum(in_wrapup)) over agent as in_wrapup
    from changes group by agent_id, at
    window agent as (partition by agent_id order by at)
)
select width_bucket(at, :starts) as period, {key} as key,
       coalesce(sum(millis) filter (where working > 0 and (legs > 0 or wrapups > 0 or in_wrapup > 0)), 0)::bigint
                                                                        as occupancy_hits,
       coalesce(sum(millis) filter (where working > 0), 0)::bigint      as occupancy_total,
       coalesce(sum(legs * millis), 0)::bigint                          as concurrency_hits,
       coalesce(sum(millis) filter (where legs > 0), 0)::bigint         as concurrency_total
from stretches, lateral (select (extract(epoch from next - at) * 1000)::bigint as millis) as length
where next is not null and (working > 0 or legs > 0)
group by 1, 2
limit :limit
