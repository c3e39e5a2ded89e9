-- An alert that people ended while its figure was bad comes back, and each rule on a source's silence has an alert of its own.

alter table alert_rule_state drop constraint alert_rule_state_state_check;
alter table alert_rule_state add constraint alert_rule_state_state_check
    check (state in ('pending', 'firing', 'recovering', 'dismissed'));
comment on column alert_rule_state.turned_at is
    'Recovering: since when it is good. Firing: since when it cannot be told; null: it can. Dismissed: when that was noticed.';

-- Until now rules on the same source shared one alert: it is the first one's, and the others fire again.
update alert a set cause = 'silence:' || s.rule_id || ':' || a.source
from (
    select distinct on (place) place, rule_id from alert_rule_state join alert_rule using (rule_id)
    where state in ('firing', 'recovering') and content ->> 'metric' = 'sourceSilentSeconds'
    order by place, rule_id
) s
where a.state in ('firing', 'acknowledged') and a.cause = 'silence:' || a.source and a.source = s.place;
