-- What had fallen due before an upgrade alerts nobody after it: nobody watched it then.
alter table sla_open_pass add column began_at timestamptz;
comment on column sla_open_pass.began_at is
    'The floor''s time when the pass began: an earlier deadline is history. Null: it has not begun. Who starts the pass again sets it to null.';
