-- One-to-one: private channels, asking for one, who is kept apart, and what each has set. A channel is a room of its
-- own kind, with a key of its own; what hangs on it goes with it.
create table channels (
    room_id uuid not null primary key references rooms (id) on delete cascade,
    purpose text not null constraint channels_purpose_check
        check (purpose in ('befriending', 'listening', 'mentoring', 'tutoring', 'mediation')),
    state text not null default 'open' constraint channels_state_check
        check (state in ('open', 'paused', 'ended', 'kept')),
    topic text not null,
    want text not null,
    avoid text[] not null,
    minutes smallint not null,
    at timestamptz not null default clock_timestamp()
);
create index channels_open_idx on channels (at) where state in ('open', 'paused');
create table channel_places (
    room_id uuid not null references channels (room_id) on delete cascade,
    account_id uuid not null references accounts (id) on delete cascade,
    paused boolean not null default false,
    keeps boolean not null default false,
    again boolean not null default false,
    primary key (room_id, account_id)
);
create index channel_places_account_id_idx on channel_places (account_id);
create table asks (
    id uuid not null primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    asked_id uuid not null references accounts (id) on delete cascade,
    met_id uuid not null references rooms (id) on delete cascade,
    topic text not null,
    want text not null,
    avoid text[] not null,
    minutes smallint not null,
    state text not null default 'waiting' constraint asks_state_check
        check (state in ('waiting', 'accepted', 'passed', 'withdrawn')),
    at timestamptz not null default clock_timestamp(),
    until timestamptz not null
);
create index asks_account_id_idx on asks (account_id);
create index asks_asked_id_idx on asks (asked_id);
create index asks_met_id_idx on asks (met_id);
create table apart (
    id uuid not null primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    other_id uuid not null references accounts (id) on delete cascade,
    why text not null constraint apart_why_check check (why in ('block', 'known')),
    alias text not null,
    at timestamptz not null default clock_timestamp(),
    constraint apart_account_id_other_id_why_key unique (account_id, other_id, why)
);
create index apart_other_id_idx on apart (other_id);
create table one_to_one (
    account_id uuid not null primary key references accounts (id) on delete cascade,
    may_be_asked boolean not null default false,
    other_names boolean not null default false
);
create table minors (
    account_id uuid not null primary key references accounts (id) on delete cascade,
    at timestamptz not null default clock_timestamp()
);

-- Whether two people are never brought together. The one place that says so: a block is of the account, and so of every
-- alias; a minor is alone with no peer; whoever is gone or suspended is with nobody.
create function kept_apart(p_one uuid, p_other uuid) returns boolean language sql stable as $$
    select p_one = p_other
        or exists (select 1 from apart a where (a.account_id = p_one and a.other_id = p_other)
                                            or (a.account_id = p_other and a.other_id = p_one))
        or exists (select 1 from minors m where m.account_id in (p_one, p_other))
        or exists (select 1 from accounts a where a.id in (p_one, p_other) and a.status <> 'active')
        or exists (select 1 from sanctions s where s.account_id in (p_one, p_other) and s.kind = 'suspension'
                   and s.ends_at > clock_timestamp() and s.undone_at is null)
$$;

-- Whoever is in a channel has no part in a case that something said there belongs to, whatever opens it.
alter table conflicts drop constraint conflicts_why_check, add constraint conflicts_why_check
    check (why in ('reporter', 'decided', 'about', 'took_part'));
create function took_part(p_case uuid, p_room uuid) returns void language sql as $$
    insert into conflicts (case_id, account_id, why)
    select c.id, p.account_id, 'took_part' from cases c join channel_places p on p.room_id = p_room
    where c.id = p_case and p.account_id is distinct from c.subject_id
    on conflict do nothing
$$;
create function evidence_took_part() returns trigger language plpgsql as $$
begin
    perform took_part(new.case_id, m.room_id) from messages m where m.id = new.message_id;
    return null;
end
$$;
create trigger evidence_took_part after insert on evidence for each row when (new.message_id is not null)
    execute function evidence_took_part();
create function case_took_part() returns trigger language plpgsql as $$
begin
    perform took_part(new.id, new.room_id);
    return null;
end
$$;
create trigger case_took_part after insert on cases for each row when (new.room_id is not null)
    execute function case_took_part();
