-- A private robot's host says itself whether it speaks without TLS; until now any host with a port but 443 did.
update alert_channel set host = 'http://' || host where host like '%:%' and host not like '%:443';
comment on column alert_channel.host is 'In the vendor''s place: host or host:port, after http:// where it speaks without TLS; null: the vendor''s.';
