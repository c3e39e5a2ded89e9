-- The newest saved board. It can always be made anew from the log; this only saves the time. format: a board saved by
-- another version of the fold is not read.
create table board_snapshot (
  only_row boolean primary key default true check (only_row),
  format int not null,
  config_version bigint not null,
  position bigint not null,
  recorded_at timestamptz not null,
  taken_at timestamptz not null,
  state bytea not null
);
