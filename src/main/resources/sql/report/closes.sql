-- What became of the closes of a period within the days that a customer has to come back. A close younger than that is
-- pending. A new contact counts against it where customer and topic are the same; an unknown topic is any topic.
select width_bucket(at, :starts) as period, {key} as key,
       count(*) filter (where old and reopened)                                       as reopen_rate_hits,
       count(*) filter (where old)                                                    as reopen_rate_total,
       count(*) filter (where old and resolved and known and not reopened and not came_back)
                                                                                      as first_contact_resolution_hits,
       count(*) filter (where old and resolved and known)                             as first_contact_resolution_total,
       count(*) filter (where not old and resolved and known)                         as first_contact_resolution_pending
from contact_fact as c, lateral (
    select at <= :now_come_back                as old,
           outcome = 'RESOLVED'                as resolved,
           customer_key is not null            as known,
           exists (select from contact_fact as r
                   where r.source_id = c.source_id and r.contact_id = c.contact_id and r.kind = 'REOPENED'
                     and r.at >= c.at and r.at <= c.at + :come_back * interval '1 millisecond')      as reopened,
           c.outcome = 'RESOLVED' and exists (select from contact_fact as n
                   where n.kind = 'CONTACT' and n.customer_key = c.customer_key
                     and n.started_at > c.at and n.started_at <= c.at + :come_back * interval '1 millisecond'
                     and (n.source_id, n.contact_id) <> (c.source_id, c.contact_id)
                     and (n.topic = c.topic or n.topic is null or c.topic is null))                  as came_back
) as later
where kind = 'CLOSED' and at >= :from and at < :to and {filter}
group by 1, 2
limit :limit
