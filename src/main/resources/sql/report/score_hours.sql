-- What the agents' scores are made of in each of some hours: points at their instants, hits of waits at the reply, misses at
-- the deadline (as in responses.sql). Contacts excluded on appeal are left out.
insert into score_hour (hour, agent_id, answered, csat_micros, csat_count, first_response_hits, first_response_total,
                        response_hits, response_total, quality_micros, quality_count)
select hour, agent_id,
       count(*) filter (where kind = 'ENTRY'),
       coalesce(sum(value) filter (where kind = 'CSAT'), 0),
       count(*) filter (where kind = 'CSAT'),
       count(*) filter (where kind = 'AGENT_FIRST_RESPONSE' and hit),
       count(*) filter (where kind = 'AGENT_FIRST_RESPONSE'),
       count(*) filter (where kind = 'AGENT_RESPONSE' and hit),
       count(*) filter (where kind = 'AGENT_RESPONSE'),
       coalesce(sum(value) filter (where kind = 'REVIEW'), 0),
       count(*) filter (where kind = 'REVIEW')
from (
    select hour, agent_id, f.kind, value, true as hit
    from unnest(:hours) as hour
    cross join (values ('ENTRY'), ('CSAT'), ('REVIEW')) as k (kind)
    join contact_fact as f on f.kind = k.kind and f.at >= hour and f.at < hour + interval '1 hour'
    where agent_id is not null and flags & :excluded = 0
      and (f.kind <> 'ENTRY' or ended_at is not null and outcome = 'ANSWERED')
    union all
    select hour, agent_id, f.kind, 0, true
    from unnest(:hours) as hour
    cross join (values ('AGENT_FIRST_RESPONSE', :first_response), ('AGENT_RESPONSE', :response)) as k (kind, within)
    join contact_fact as f on f.kind = k.kind and f.at >= hour and f.at < hour + interval '1 hour'
    where agent_id is not null and flags & :excluded = 0 and outcome = 'REPLIED'
      and ended_at <= started_at + within * interval '1 millisecond'
    union all
    select hour, agent_id, f.kind, 0, false
    from unnest(:hours) as hour
    cross join (values ('AGENT_FIRST_RESPONSE', :first_response), ('AGENT_RESPONSE', :response)) as k (kind, within)
    join contact_fact as f on f.kind = k.kind
      and f.started_at >= hour - within * interval '1 millisecond'
      and f.started_at < hour + interval '1 hour' - within * interval '1 millisecond'
    where agent_id is not null and flags & :excluded = 0
      and (ended_at is null or ended_at > started_at + within * interval '1 millisecond')
) as parts
group by 1, 2
