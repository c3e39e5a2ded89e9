-- Contacts that were open before there were targets get theirs once, by the leader, without waiting for their next event. The
-- rules need no such pass: a change of them acts on what starts after it. A later migration that makes a new kind of target from
-- contributions kept already starts the pass again.
create table sla_open_pass (
    only_row   boolean primary key default true check (only_row),
    source_id  int not null default 0,
    contact_id text collate "C" not null default '',
    done       boolean not null
);
comment on table sla_open_pass is 'One row: up to which contact, in the order of identities, the pass has come.';
insert into sla_open_pass (done) select not exists (select 1 from contact_fact);
