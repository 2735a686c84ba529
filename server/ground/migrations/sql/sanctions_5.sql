-- Sanctions, each a row with its end; appeals and complaints, which are cases that others decide; who may not work on a
-- case. The machine's pause of an author's sending is a sanction too (append_messages_5.sql).
create table sanctions (
    id uuid not null,
    account_id uuid not null,
    kind text not null constraint sanctions_kind_check
        check (kind in ('nudge', 'warning', 'mute', 'time_out', 'removal', 'suspension')),
    room_id uuid,
    case_id uuid,
    given_by uuid,
    reason bytea,
    asked_s integer,
    seconded_by uuid,
    at timestamp with time zone default clock_timestamp() not null,
    ends_at timestamp with time zone,
    undone_at timestamp with time zone,
    constraint sanctions_pkey primary key (id),
    constraint sanctions_account_id_fkey foreign key (account_id) references accounts (id) on delete cascade,
    constraint sanctions_room_id_fkey foreign key (room_id) references rooms (id) on delete cascade,
    constraint sanctions_case_id_fkey foreign key (case_id) references cases (id) on delete set null,
    constraint sanctions_given_by_fkey foreign key (given_by) references accounts (id) on delete set null,
    constraint sanctions_seconded_by_fkey foreign key (seconded_by) references accounts (id) on delete set null
);
create index sanctions_account_id_ends_at_idx on sanctions (account_id, ends_at);
create index sanctions_case_id_idx on sanctions (case_id);
create index sanctions_room_id_idx on sanctions (room_id);

-- What keeps somebody from writing in a room now, the gravest first; no row where nothing does. The one place that says
-- so: the append, the send path and the lists ask here.
create function sanction_in_force(p_account uuid, p_room uuid) returns table (
    id uuid, kind text, ends_at timestamptz, reason bytea
) language sql stable as $$
    select s.id, s.kind, s.ends_at, s.reason from sanctions s
    where s.account_id = p_account and s.ends_at > clock_timestamp() and s.undone_at is null
        and (s.room_id is null or s.room_id = p_room)
    order by array_position(array['suspension', 'removal', 'time_out', 'mute'], s.kind), s.ends_at desc
    limit 1
$$;

-- A removal from a room is a sanction with an end; nothing else ever wrote this.
alter table members drop column banned_at;

create table appeals (
    case_id uuid not null,
    account_id uuid not null,
    sanction_id uuid,
    message_id uuid,
    of_case uuid,
    at timestamp with time zone default clock_timestamp() not null,
    outcome text constraint appeals_outcome_check check (outcome in ('upheld', 'overturned')),
    constraint appeals_pkey primary key (case_id),
    constraint appeals_case_id_fkey foreign key (case_id) references cases (id) on delete cascade,
    constraint appeals_account_id_fkey foreign key (account_id) references accounts (id) on delete cascade,
    constraint appeals_sanction_id_fkey foreign key (sanction_id) references sanctions (id) on delete cascade,
    constraint appeals_message_id_fkey foreign key (message_id) references messages (id) on delete set null,
    constraint appeals_of_case_fkey foreign key (of_case) references cases (id) on delete set null,
    constraint appeals_sanction_id_key unique (sanction_id),
    constraint appeals_message_id_key unique (message_id)
);
create index appeals_account_id_idx on appeals (account_id);
create index appeals_of_case_idx on appeals (of_case);

create table conflicts (
    case_id uuid not null,
    account_id uuid not null,
    why text not null constraint conflicts_why_check check (why in ('reporter', 'decided')),
    constraint conflicts_pkey primary key (case_id, account_id),
    constraint conflicts_case_id_fkey foreign key (case_id) references cases (id) on delete cascade,
    constraint conflicts_account_id_fkey foreign key (account_id) references accounts (id) on delete cascade
);

alter table cases drop constraint cases_kind_check, add constraint cases_kind_check
    check (kind in ('danger', 'boundary', 'asked', 'appeal', 'complaint'));
drop index cases_one_open_idx;
create unique index cases_one_open_idx on cases (subject_id, (kind = 'boundary'))
    where state <> 'closed' and kind not in ('appeal', 'complaint');
alter table roles drop constraint roles_role_check, add constraint roles_role_check
    check (role in ('moderator', 'lead', 'operator', 'trustee'));
alter table invitations drop constraint invitations_role_check, add constraint invitations_role_check
    check (role in ('moderator', 'lead', 'operator', 'trustee'));

-- Open a case about a person, or join what is open already; the caller holds the person's account lock.
-- A case that is joined becomes as urgent as the most urgent thing in it, and its deadline never moves back.
-- Danger about somebody who has asked for a moderator joins that case, which is then about danger and keeps its
-- conversation: one moderator comes, and not two. Nothing joins an appeal or a complaint.
create or replace function open_case(p_subject uuid, p_room uuid, p_message uuid, p_case jsonb) returns uuid
language plpgsql volatile as $$
declare
    v_id uuid;
    v_level int := (p_case ->> 'level')::int;
    v_due timestamptz := clock_timestamp() + make_interval(secs => (p_case ->> 'due_s')::float8);
begin
    select id into v_id from cases
        where subject_id = p_subject and (kind = 'boundary') = (p_case ->> 'kind' = 'boundary') and state <> 'closed'
            and kind not in ('appeal', 'complaint');
    if v_id is null then
        v_id := (p_case ->> 'id')::uuid;
        insert into keys (owner, version, wrapped) values (v_id, 1, decode(p_case ->> 'key', 'hex'));
        insert into cases (id, kind, subject_id, room_id, category, level, urgency, due_at)
        values (v_id, p_case ->> 'kind', p_subject, p_room, p_case ->> 'category', v_level,
                p_case ->> 'urgency', v_due);
    else
        update cases set
            kind = p_case ->> 'kind',
            category = case when v_level > level or kind = 'asked' then p_case ->> 'category' else category end,
            level = greatest(level, v_level),
            urgency = case when 'now' in (urgency, p_case ->> 'urgency') then 'now'
                           when 'soon' in (urgency, p_case ->> 'urgency') then 'soon' else 'later' end,
            due_at = least(due_at, v_due),
            room_id = coalesce(room_id, p_room)
        where id = v_id;
    end if;
    if p_case ? 'evidence' then
        -- The same words refused first and stored later are one piece of evidence: its id says so.
        insert into keys (owner, version, wrapped)
        values ((p_case -> 'evidence' ->> 'id')::uuid, 1, decode(p_case -> 'evidence' ->> 'key', 'hex'))
        on conflict do nothing;
        insert into evidence (id, case_id, message_id, body)
        values ((p_case -> 'evidence' ->> 'id')::uuid, v_id, p_message, decode(p_case -> 'evidence' ->> 'body', 'hex'))
        on conflict (id) do update set case_id = excluded.case_id,
            message_id = coalesce(excluded.message_id, evidence.message_id);
    end if;
    -- Whoever is to be called is called as soon as the most pressing of it says.
    update alerts set due_at = sooner.due_at from (
        select w.id, clock_timestamp() + make_interval(secs => a.after_s) as due_at
        from alerts w join jsonb_to_recordset(p_case -> 'alerts') as a(step text, after_s float8) on a.step = w.step
        where w.case_id = v_id and w.done_at is null
            and w.due_at > clock_timestamp() + make_interval(secs => a.after_s)
        for update of w skip locked
    ) sooner where alerts.id = sooner.id;
    insert into alerts (case_id, step, due_at)
    select v_id, a.step, clock_timestamp() + make_interval(secs => a.after_s)
    from jsonb_to_recordset(p_case -> 'alerts') as a(step text, after_s float8)
    where not exists (select 1 from alerts w where w.case_id = v_id and w.step = a.step and w.done_at is null);
    return v_id;
end
$$;
