-- Rules on figures, how far each has come with each of its places, and when they fired.

create table alert_rule (
    rule_id      text collate "C" primary key,
    content      jsonb not null,
    changed_at   timestamptz not null,
    changed_by   text not null,
    judged_until timestamptz
);
comment on table alert_rule is 'What is watched. content: the rule as it is sent over REST.';
comment on column alert_rule.judged_until is 'Of a rule on whole days, weeks or months: end of the newest one that was judged.';

create table alert_rule_shipped (
    rule_id text collate "C" primary key
);
comment on table alert_rule_shipped is 'Shipped rules that were put in once: one that was taken away does not come back.';

create table alert_rule_state (
    rule_id   text collate "C" not null references alert_rule on delete cascade,
    place     text collate "C" not null,
    state     text collate "C" not null check (state in ('pending', 'firing', 'recovering')),
    since     timestamptz not null,
    turned_at timestamptz,
    primary key (rule_id, place)
) with (fillfactor = 70);
comment on table alert_rule_state is 'Where a rule is not quiet. The floor''s time. A restart goes on from here.';
comment on column alert_rule_state.place is 'Id of a queue or agent, name of a source, or * for the site.';
comment on column alert_rule_state.since is 'When the figure went beyond the threshold.';
comment on column alert_rule_state.turned_at is 'Recovering: since when it is good. Firing: since when it cannot be told; null: it can.';

create table alert_rule_firing (
    rule_id  text collate "C" not null references alert_rule on delete cascade,
    place    text collate "C" not null,
    fired_at timestamptz not null
);
comment on table alert_rule_firing is 'How often rules fired; kept for some weeks. The floor''s time.';
create index alert_rule_firing_rule on alert_rule_firing (rule_id, fired_at);

-- One row: who saw less of the log than what the states stand on does not judge by it.
create table alert_rule_watch (
    only_row boolean primary key default true check (only_row),
    position bigint not null
) with (fillfactor = 10);
comment on column alert_rule_watch.position is 'Of the log, as the board showed it when a state last changed.';
insert into alert_rule_watch (position) values (0);
