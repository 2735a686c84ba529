-- States that moderators give rooms (slow mode, hold-all, freeze), who looks after which room, facilitators.
-- server/ground/schema_rooms.py says what the columns mean.

create table room_states (
    id uuid constraint room_states_pkey primary key,
    seq bigint not null generated always as identity,
    room_id uuid not null constraint room_states_room_id_fkey references rooms (id) on delete cascade,
    state text not null constraint room_states_state_check check (state in ('normal', 'slow', 'hold_all', 'frozen')),
    every_s integer,
    by uuid constraint room_states_by_fkey references accounts (id) on delete set null,
    reason bytea,
    at timestamptz not null default clock_timestamp(),
    ends_at timestamptz,
    undone_at timestamptz
);
create index room_states_room_id_seq_idx on room_states (room_id, seq);

-- What a room is in now: the newest that has not ended and was not undone; no row: nothing was ever said, so "normal".
-- The one place that says so: the append, the lists and the header ask here.
create function room_state_in_force(p_room uuid) returns setof room_states language sql stable as $$
    select * from room_states s
    where s.room_id = p_room and s.undone_at is null and (s.ends_at is null or s.ends_at > clock_timestamp())
    order by s.seq desc limit 1
$$;

-- Nothing ever wrote this: a frozen room has an end and a reason now.
alter table rooms drop column frozen_at;

create table room_watches (
    room_id uuid not null constraint room_watches_room_id_fkey references rooms (id) on delete cascade,
    account_id uuid not null constraint room_watches_account_id_fkey references duties (account_id) on delete cascade,
    constraint room_watches_pkey primary key (room_id, account_id)
);
create index room_watches_account_id_idx on room_watches (account_id);

alter table members add column part_until timestamptz, add column said_at timestamptz,
    drop constraint members_part_check,
    add constraint members_part_check check (part in ('peer', 'facilitator', 'moderator'));
create index members_part_until_idx on members (part_until) where part_until is not null;
