-- As before (sanctions_5.sql), and what joins a case and is more urgent than it gives the case its name.
create or replace function open_case(p_subject uuid, p_room uuid, p_message uuid, p_case jsonb) returns uuid
language plpgsql volatile as $$
declare
    v_id uuid;
    v_level int := (p_case ->> 'level')::int;
    v_rank text[] := array['later', 'soon', 'now'];
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
            category = case when v_level > level or kind = 'asked' or (v_level = level
                    and array_position(v_rank, p_case ->> 'urgency') > array_position(v_rank, urgency))
                then p_case ->> 'category' else category end,
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
