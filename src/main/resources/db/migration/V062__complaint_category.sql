-- What complaints are about, so that one category's share of them can be watched; and what of an alert says so.
alter table contact_fact add column category text collate "C";
comment on column contact_fact.category is
    'Of a complaint, as its source told it last. Null: not told, another kind, or written before there were categories.';

alter table alert add column category text;
comment on column alert.category is 'Of complaints, where the figure is of one category. Null: of all, or no such figure.';
alter table alert add column period text;
comment on column alert.period is
    'Of a figure of whole periods: first and last business day, such as 2026-08-03/2026-08-09. Null: of another alert.';
