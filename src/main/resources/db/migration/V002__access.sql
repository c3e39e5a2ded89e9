-- Who may come in. Tokens are random and long, so their SHA-256 is enough to find and check them; they are never kept.

create table source_key (
    key_id       bigint generated always as identity primary key,
    source_id    int not null references event_source,
    name         text collate "C" not null,
    key_hash     bytea not null unique,
    may_import   boolean not null,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
comment on column source_key.name is 'The connector''s name: its source is /connectors/{name}. Two keys of one name make a change of keys possible.';
comment on column source_key.may_import is 'May load events of any past period.';

create table display (
    display_id   bigint generated always as identity primary key,
    name         text not null,
    token_hash   bytea not null unique,
    audience     text not null check (audience in ('floor', 'supervisors')),
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

create table admin_key (
    key_id       bigint generated always as identity primary key,
    name         text not null,
    key_hash     bytea not null unique,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

create table audit_entry (
    audit_id   bigint generated always as identity primary key,
    at         timestamptz not null,
    actor      text not null,
    action     text not null,
    subject    text not null,
    before     jsonb,
    after      jsonb
);
comment on table audit_entry is 'Who changed what, and when. Only ever appended.';
create index audit_entry_subject on audit_entry (subject, audit_id);
