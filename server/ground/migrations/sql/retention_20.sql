-- Legal holds by two people; a room that keeps messages longer, for those who agreed to it; who waits to be erased.
create table holds (
    id uuid not null,
    what text not null constraint holds_what_check check (what in ('account', 'room', 'case')),
    target_id uuid not null,
    why bytea not null,
    asked_by uuid,
    agreed_by uuid,
    at timestamp with time zone default clock_timestamp() not null,
    agreed_at timestamp with time zone,
    ends_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    constraint holds_pkey primary key (id),
    constraint holds_asked_by_fkey foreign key (asked_by) references accounts (id) on delete set null,
    constraint holds_agreed_by_fkey foreign key (agreed_by) references accounts (id) on delete set null
);
create index holds_target_id_idx on holds (target_id);

-- Whether something must not be deleted now. The one place that says so.
create function on_hold(p_what text, p_id uuid) returns boolean language sql stable as $$
    select exists (
        select 1 from holds h where h.target_id = p_id and h.what = p_what
        and h.agreed_at is not null and h.ended_at is null and h.ends_at > clock_timestamp())
$$;

-- Whether somebody's erasure has to wait: a hold names them, or a room with words of theirs.
create function erasure_waits(p_account uuid) returns boolean language sql stable as $$
    select on_hold('account', p_account) or exists (
        select 1 from members b where b.account_id = p_account and on_hold('room', b.room_id)
        and exists (select 1 from messages m where m.member_id = b.id))
$$;

-- Until when a room keeps what was said at a moment: at most as long as was said then, and never longer than it says now.
create function kept_days(p_days smallint, p_before smallint, p_lengthened_at timestamptz, p_at timestamptz)
returns int language sql immutable as $$
    select case when p_at < p_lengthened_at then least(p_days, p_before) else p_days end::int
$$;

alter table accounts drop constraint accounts_status_check, add constraint accounts_status_check
    check (status in ('active', 'suspended', 'leaving', 'erased'));
create index accounts_leaving_idx on accounts (id) where status = 'leaving';
alter table rooms add column days_before smallint;
alter table rooms add column lengthened_at timestamp with time zone;
alter table members add column agreed_days smallint;
