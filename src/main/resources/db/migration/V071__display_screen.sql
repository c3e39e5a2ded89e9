-- The screens that are open by a display's token now, each told by the instance that it is connected to; and what they are to do.

create table display_screen (
    screen_id     text collate "C" primary key,
    display_id    bigint not null references display on delete cascade,
    instance      text not null,
    view          text not null,
    connected_at  timestamptz not null,
    last_seen_at  timestamptz not null,
    last_frame_at timestamptz
);
comment on column display_screen.view is 'What the screen shows: a path within /wall with its query, without any token.';
comment on column display_screen.last_seen_at is 'Told every two seconds; what has not been told for long is gone.';
create index display_screen_display on display_screen (display_id);
create index display_screen_seen on display_screen (last_seen_at);

create table display_command (
    command_id bigint generated always as identity primary key,
    screen_id  text collate "C" not null references display_screen on delete cascade,
    view       text,
    made_at    timestamptz not null
);
comment on table display_command is 'Taken away by the instance that sends it to its screen.';
comment on column display_command.view is 'What to show; absent: load the page anew.';
create index display_command_screen on display_command (screen_id);
