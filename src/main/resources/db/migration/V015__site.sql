-- The floor as it is configured: one site with its queues, teams and agents. Every change raises site.version, which
-- every frame carries, so that a screen knows when names and targets are to be read again.
create table site (
  id smallint primary key check (id = 1),
  version bigint not null,
  name text not null,
  zone text not null,
  day_start_hour smallint not null check (day_start_hour between 0 and 23),
  opens_at time,
  closes_at time,
  targets text not null,
  shifts text not null
);

create table team (
  team_id text primary key,
  name text not null
);

create table queue (
  queue_id text primary key,
  name text not null
);

create table agent (
  agent_id text primary key,
  display_name text not null,
  team_id text references team (team_id)
);
