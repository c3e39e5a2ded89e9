-- What the agents' scores are made of in a stretch of time: as in score_hours.sql, with first contact resolution (as in
-- resolution_hours.sql) of closes whose time to come back is over. Contacts excluded on appeal are left out.
select agent_id,
       count(*) filter (where kind = 'ENTRY')                                       as answered,
       coalesce(sum(value) filter (where kind = 'CSAT'), 0)::bigint                 as csat_micros,
       count(*) filter (where kind = 'CSAT')                                        as csat_count,
       count(*) filter (where kind = 'AGENT_FIRST_RESPONSE' and hit)                as first_response_hits,
       count(*) filter (where kind = 'AGENT_FIRST_RESPONSE')                        as first_response_total,
       count(*) filter (where kind = 'AGENT_RESPONSE' and hit)                      as response_hits,
       count(*) filter (where kind = 'AGENT_RESPONSE')                              as response_total,
       coalesce(sum(value) filter (where kind = 'REVIEW'), 0)::bigint               as quality_micros,
       count(*) filter (where kind = 'REVIEW')                                      as quality_count,
       count(*) filter (where kind = 'CLOSED' and hit)                              as resolution_hits,
       count(*) filter (where kind = 'CLOSED')                                      as resolution_total
from (
    select agent_id, kind, value, true as hit
    from contact_fact
    where kind in ('ENTRY', 'CSAT', 'REVIEW') and at >= :from and at < :to
      and agent_id is not null and flags & :excluded = 0
      and (kind <> 'ENTRY' or ended_at is not null and outcome = 'ANSWERED')
    union all
    select agent_id, f.kind, 0, true
    from (values ('AGENT_FIRST_RESPONSE', :first_response), ('AGENT_RESPONSE', :response)) as k (kind, within)
    join contact_fact as f on f.kind = k.kind and f.at >= :from and f.at < :to
    where agent_id is not null and flags & :excluded = 0 and outcome = 'REPLIED'
      and ended_at <= started_at + within * interval '1 millisecond'
    union all
    select agent_id, f.kind, 0, false
    from (values ('AGENT_FIRST_RESPONSE', :first_response), ('AGENT_RESPONSE', :response)) as k (kind, within)
    join contact_fact as f on f.kind = k.kind
      and f.started_at >= :from - within * interval '1 millisecond'
      and f.started_at < :to - within * interval '1 millisecond'
    where agent_id is not null and flags & :excluded = 0
      and (ended_at is null or ended_at > started_at + within * interval '1 millisecond')
    union all
    select agent_id, 'CLOSED', 0, not exists (
               select from contact_fact as r
               where r.source_id = c.source_id and r.contact_id = c.contact_id and r.kind = 'REOPENED'
                 and r.at >= c.at and r.at <= c.at + :come_back * interval '1 millisecond')
           and not exists (
               select from contact_fact as n
               where n.kind = 'CONTACT' and n.customer_key = c.customer_key
                 and n.started_at > c.at and n.started_at <= c.at + :come_back * interval '1 millisecond'
                 and (n.source_id, n.contact_id) <> (c.source_id, c.contact_id)
                 and (n.topic = c.topic or n.topic is null or c.topic is null))
    from contact_fact as c
    where c.kind = 'CLOSED' and c.at >= :from and c.at < :to and c.at <= :settled
      and agent_id is not null and flags & :excluded = 0 and outcome = 'RESOLVED' and customer_key is not null
) as parts
group by agent_id
