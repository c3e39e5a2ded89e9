-- Closes as resolved of known customers in each of some hours, and after how many of them the customer did not come back (as
-- in closes.sql). An hour is open at its begin and closed at its end: a close is old enough at the very instant at which the
-- time to come back is over.
insert into resolution_hour (hour, queue_id, agent_id, excluded, closed, resolved)
select hour, coalesce(queue_id, {no_queue}), agent_id, flags & :excluded <> 0,
       count(*), count(*) filter (where not reopened and not came_back)
from unnest(:hours) as hour
join contact_fact as c on c.kind = 'CLOSED' and c.at > hour and c.at <= hour + interval '1 hour'
cross join lateral (
    select exists (select from contact_fact as r
                   where r.source_id = c.source_id and r.contact_id = c.contact_id and r.kind = 'REOPENED'
                     and r.at >= c.at and r.at <= c.at + :come_back * interval '1 millisecond')      as reopened,
           exists (select from contact_fact as n
                   where n.kind = 'CONTACT' and n.customer_key = c.customer_key
                     and n.started_at > c.at and n.started_at <= c.at + :come_back * interval '1 millisecond'
                     and (n.source_id, n.contact_id) <> (c.source_id, c.contact_id)
                     and (n.topic = c.topic or n.topic is null or c.topic is null))                  as came_back
) as later
where outcome = 'RESOLVED' and customer_key is not null
group by 1, 2, 3, 4
