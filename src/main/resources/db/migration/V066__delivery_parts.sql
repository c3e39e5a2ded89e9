-- A message that a webhook's receiver refuses is told in parts, so that one alert it does not take keeps back no other.
alter table delivery add column most int check (most > 0);
comment on column delivery.most is 'Goes in a message of at most so many; null: of any number.';
create index delivery_parts on delivery (channel_id, most, delivery_id) where state = 'pending' and most is not null;
