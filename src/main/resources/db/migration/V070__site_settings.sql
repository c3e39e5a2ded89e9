-- What screens let administrators say of the floor beyond its names: words, links, limits, the score.
alter table site add settings text not null default '{}';
comment on column site.settings is 'JSON; what is missing has its default.';

alter table team add name_en text;

alter table queue
  add name_en text,
  add channel text collate "C",
  add team_id text references team (team_id),
  add targets text;
comment on column queue.targets is 'JSON: limits that replace the site''s for this queue; absent: the site''s hold.';

alter table agent
  add shown_as text collate "C" check (shown_as in ('full', 'pseudonym', 'none')),
  add pseudonym text;
comment on column agent.shown_as is 'Absent: as the site shows its agents.';
