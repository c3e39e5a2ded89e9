-- Digests of the floor's figures, hourly or at the end of a shift, each once a period.

create table alert_digest (
    digest_id  bigint generated always as identity primary key,
    channel_id bigint not null references alert_channel on delete cascade,
    every      text collate "C" not null check (every in ('hourly', 'endOfShift')),
    queues     text[] not null,
    created_at timestamptz not null
);
comment on column alert_digest.queues is 'Ids; empty: the whole site.';
comment on column alert_digest.created_at is 'The floor''s time: periods that ended before are not told.';

create table alert_digest_told (
    digest_id  bigint not null references alert_digest on delete cascade,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    message_id bigint not null,
    primary key (digest_id, starts_at, ends_at)
);
comment on table alert_digest_told is 'Written with the message: whoever comes second, or again, writes none.';
