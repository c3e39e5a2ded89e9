-- Who changes a rule says which one was read: of two at once the second is told.

create sequence alert_rule_revision;
alter table alert_rule add column revision bigint not null default nextval('alert_rule_revision');
comment on column alert_rule.revision is 'Another one after each change, also where the rule was taken away and made again.';
