-- An agent's legs that ended, the latest first, before a place in the list; with what of them came late. A wait that ended without
-- a reply before its limit is neither in time nor late.
select f.source_id, f.contact_id, f.channel, f.queue_id, f.started_at, f.at, f.extra as replies,
       f.flags & $7::int <> 0 as excluded, late.first_response, late.response
from contact_fact as f
cross join lateral (
    select coalesce(bool_or(w.kind = 'AGENT_FIRST_RESPONSE'
               and (w.ended_at is null or w.ended_at > w.started_at + $8::bigint * interval '1 millisecond')
               and w.started_at + $8::bigint * interval '1 millisecond' < $10), false) as first_response,
           coalesce(bool_or(w.kind = 'AGENT_RESPONSE'
               and (w.ended_at is null or w.ended_at > w.started_at + $9::bigint * interval '1 millisecond')
               and w.started_at + $9::bigint * interval '1 millisecond' < $10), false) as response
    from contact_fact as w
    where w.source_id = f.source_id and w.contact_id = f.contact_id and w.agent_id = f.agent_id
      and w.kind in ('AGENT_FIRST_RESPONSE', 'AGENT_RESPONSE')
) as late
where f.kind = 'LEG' and f.agent_id = $1 and f.ended_at is not null and f.flags & $6::int <> 0 and f.at >= $2
  and (f.at, f.source_id, f.contact_id) < ($3, $4, $5)
order by f.at desc, f.source_id desc, f.contact_id desc
limit $11
