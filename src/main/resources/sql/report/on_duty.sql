-- Agents on duty by minute, 0 … minutes − 1: neither offline nor unknown at its end, in the running minute now. known: those
-- of whom anything is known. With queues: who is a member of one at the end, or, of agents without memberships, who served one
-- on the business day. With teams: by the site's configuration, else as the agent's own events say.
with recursive ids as (
    (select agent_id from presence_fact order by agent_id limit 1)
    union all
    select (select p.agent_id from presence_fact as p where p.agent_id > ids.agent_id order by p.agent_id limit 1)
    from ids where ids.agent_id is not null
), served as materialized (
    select agent_id from contact_fact
    where :queues is not null and kind = 'LEG' and at >= :day and at <= :now and outcome <> 'UNACCEPTED' and {filter}
    union
    select agent_id from contact_fact
    where :queues is not null and kind = 'LEG' and ended_at is null and started_at <= :now and {filter}
), memberships as materialized (
    select distinct on (agent_id, queue_id) agent_id, queue_id, added
    from membership_fact where :queues is not null and at <= :now order by agent_id, queue_id, at desc
), staff as (
    select agent_id from ids
    where agent_id is not null
      and (:teams is null or coalesce(
          (select c.team from unnest(:agent_ids, :agent_teams) as c (agent, team) where c.agent = ids.agent_id),
          (select p.team_id from presence_fact as p
           where p.agent_id = ids.agent_id and p.team_id is not null and p.at <= :now order by p.since desc limit 1))
          = any (:teams))
      and (:queues is null
          or agent_id in (select m.agent_id from memberships as m where m.added and m.queue_id = any (:queues))
          or agent_id not in (select m.agent_id from memberships as m)
             and agent_id in (select s.agent_id from served as s where s.agent_id is not null))
), states as (
    select staff.agent_id, base.since, base.state
    from staff cross join lateral (
        select p.since, p.state from presence_fact as p
        where p.agent_id = staff.agent_id and p.since <= :from and p.at <= :now order by p.since desc limit 1) as base
    union all
    select staff.agent_id, p.since, p.state
    from staff join presence_fact as p on p.agent_id = staff.agent_id and p.since > :from and p.since <= :now and p.at <= :now
), changes as (
    select greatest(floor(date_part('epoch', since - :from) / 60)::int, 0) as minute,
           on_duty - coalesce(lag(on_duty) over agent, 0) as on_duty,
           known - coalesce(lag(known) over agent, 0)     as known
    from (select agent_id, since, (state not in ('offline', 'unknown'))::int as on_duty, (state <> 'unknown')::int as known
          from states) as s
    window agent as (partition by agent_id order by since)
    union all
    select generate_series(0, :minutes - 1), 0, 0
)
select minute,
       (sum(sum(on_duty)) over (order by minute))::int as on_duty,
       (sum(sum(known)) over (order by minute))::int   as known
from changes
group by minute
order by minute
