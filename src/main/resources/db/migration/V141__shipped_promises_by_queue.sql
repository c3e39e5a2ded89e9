-- The promises to answer and to respond that installations of before were shipped with name the site's calendar, so that a
-- queue's own has no effect on them. Those that are as they were shipped go by the queue's from now on, like those of new
-- installations; what people changed, and the past, stay as they are. In force from the newest event on: clocks of what was
-- received before keep the version they started by.

select pg_advisory_xact_lock(7230420);

with newest as (
    select version, effective_from, content from sla_rules order by version desc limit 1
), mended as (
    select n.effective_from,
        jsonb_set(n.content, '{policies}', coalesce((
            select jsonb_agg(
                case when p.policy = s.policy then p.policy || '{"calendarId": null}' else p.policy end order by p.place)
            from jsonb_array_elements(n.content -> 'policies') with ordinality as p (policy, place)
            left join (
                select policy from sla_rules f, jsonb_array_elements(f.content -> 'policies') as policy
                where f.version = 1 and policy ->> 'calendarId' = 'opening'
                    and policy ->> 'policyId' in ('answer', 'first-response-chat', 'first-response-letters')
            ) as s on s.policy = p.policy
        ), '[]')) as content, n.content as before
    from newest n
), now as (
    select date_trunc('milliseconds', recorded_at) + interval '1 ms' as at from event_log_head
), made as (
    insert into sla_rules (effective_from, content, changed_at, changed_by)
    select greatest(m.effective_from, now.at), m.content, greatest(m.effective_from, now.at), 'system'
    from mended m, now where m.content is distinct from m.before
    returning version, changed_at
)
insert into audit_entry (at, actor, action, subject, before, after)
select made.changed_at, 'system', 'policy.changed', 'policy:' || policy_id, '{"calendarId": "opening"}', '{"calendarId": null}'
from made, mended m, jsonb_array_elements(m.content -> 'policies') with ordinality as p (policy, place)
join lateral (select p.policy ->> 'policyId' as policy_id) as id on true
where p.policy is distinct from (m.before -> 'policies' -> (p.place::int - 1));
