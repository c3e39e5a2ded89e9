-- People who log in, what they may do, and the sessions and links that let them in. Tokens are kept as SHA-256 only.

create table person (
    person_id     bigint generated always as identity primary key,
    login         text collate "C" not null unique,
    name          text not null,
    language      text not null check (language in ('zh', 'en')),
    roles         text[] not null check (roles <@ array ['admin', 'supervisor', 'quality', 'agent']),
    team_ids      text[] not null,
    agent_id      text collate "C",
    password_hash text,
    created_at    timestamptz not null,
    last_login_at timestamptz,
    disabled_at   timestamptz
);
comment on column person.login is 'In small letters.';
comment on column person.team_ids is 'Teams that a supervisor leads.';
comment on column person.agent_id is 'The agent of the events that this person is.';
comment on column person.password_hash is 'Argon2id with its parameters. Absent until an invitation is taken up.';
create unique index person_agent on person (agent_id) where agent_id is not null and disabled_at is null;

create table person_session (
    session_id   bigint generated always as identity primary key,
    person_id    bigint not null references person on delete cascade,
    token_hash   bytea not null unique,
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    expires_at   timestamptz not null
);
comment on table person_session is 'Only those that may still be used: what ends is deleted.';
create index person_session_person on person_session (person_id);
create index person_session_expires on person_session (expires_at);

create table person_link (
    token_hash bytea primary key,
    purpose    text not null check (purpose in ('setUp', 'invitation', 'reset')),
    person_id  bigint references person on delete cascade,
    expires_at timestamptz not null,
    check ((purpose = 'setUp') = (person_id is null))
);
comment on table person_link is 'Links that let somebody choose a password: only those not used yet.';
create index person_link_person on person_link (person_id);

create table log_in_lockout (
    guarded  bytea primary key,
    failures int not null,
    last_at  timestamptz not null
);
comment on column log_in_lockout.guarded is 'SHA-256 of a login or of a network address: neither is kept itself.';
create index log_in_lockout_last on log_in_lockout (last_at);

create index audit_entry_actor on audit_entry (actor, audit_id);
