-- Append a batch of messages to their rooms. server/rooms/append.py is the only caller.
--
-- One autocommit call, so a client that stops in the middle holds no lock. Locks first, in the order that
-- holds everywhere (account, case, room, each by id); then a fresh statement decides and allots positions,
-- so the order of commits is the order of positions, and whoever was banned while waiting is refused.
--
-- p_epoch is the caller's. In a database of another one (it was restored from a back-up meanwhile) nothing is done, and
-- the error PL001 says so: what is told to somebody as stored has its place in the history that they know.
--
-- p_facts holds null for a plain message, else a JSON object:
--   refused     a code: refuse without looking further (danger is still acted on)
--   state       'shown' (default) or 'held'
--   veiled      true: shown behind a warning
--   original    sealed text before masking, hex
--   assessment  {level, categories, rules, action, card, version}
--   notices     [{id, kind, body}] for the author's personal log, body sealed, hex
--   case        {id, key, kind, category, level, urgency, due_s, alerts: [{step, after_s}],
--                evidence: {id, key, body}}, keys wrapped and bodies sealed, hex
create function append_messages(
    p_ids uuid[], p_sessions uuid[], p_accounts uuid[], p_rooms uuid[], p_client_ids uuid[],
    p_fingerprints bytea[], p_bodies bytea[], p_facts jsonb[], p_epoch text
) returns table (
    ord int, outcome text, code text, message_id uuid, member_id uuid, alias text, part text,
    state text, "position" bigint, at timestamptz, notices_from bigint, notices_to bigint, case_id uuid
) language plpgsql volatile as $$
#variable_conflict use_column
declare
    touched uuid[] := array(
        select distinct a from unnest(p_accounts, p_facts) as i(a, f)
        where f ? 'notices' or f ? 'case');
    r record;
    noted record;
    v_case uuid;
    v_from bigint;
    v_to bigint;
begin
    -- Until the commit this holds off a restore, which locks `installation` first.
    if p_epoch is distinct from (select epoch from installation) then
        raise exception 'this database has another epoch' using errcode = 'PL001';
    end if;
    if cardinality(touched) > 0 then
        perform 1 from accounts a where a.id = any(touched) order by a.id for no key update;
        perform 1 from cases c where c.subject_id = any(touched) and c.state <> 'closed'
            order by c.id for no key update;
    end if;
    perform 1 from rooms r where r.id = any(p_rooms) order by r.id for no key update;

    for r in
        with input as (
            select * from unnest(p_ids, p_sessions, p_accounts, p_rooms, p_client_ids, p_fingerprints,
                                 p_bodies, p_facts)
                with ordinality as i(id, session_id, account_id, room_id, client_id, fingerprint, body, facts, ord)
        ), looked as (
            select i.*, m.id as member_id, m.alias, m.part, r.head,
                   coalesce(i.facts ->> 'state', 'shown') as state,
                   e.id as stored_id, e.state as stored_state, e.position as stored_position, e.at as stored_at,
                   e.fingerprint as stored_fingerprint,
                   case
                       when a.id is null or s.id is null or s.ended_at is not null
                            or s.expires_at <= clock_timestamp() then 'signed_out'
                       when a.status <> 'active' then 'suspended'
                       when r.id is null or m.id is null or m.left_at is not null then 'not_a_member'
                       when m.part = 'moderator' and not exists (
                            select 1 from roles o where o.account_id = i.account_id
                            and o.role in ('moderator', 'lead')
                            and (o.expires_at is null or o.expires_at > clock_timestamp())) then 'not_a_member'
                       when m.banned_at is not null then 'banned'
                   end as outside,
                   case
                       when r.closed_at is not null then 'room_closed'
                       when r.frozen_at is not null and m.part <> 'moderator' then 'room_frozen'
                       else i.facts ->> 'refused'
                   end as hindered
            from input i
            left join accounts a on a.id = i.account_id
            left join sessions s on s.id = i.session_id and s.account_id = i.account_id
            left join rooms r on r.id = i.room_id
            left join members m on m.room_id = i.room_id and m.account_id = i.account_id
            left join messages e on e.member_id = m.id and e.client_id = i.client_id
        ), judged as (
            -- What is stored is stored, whatever has become of its author since: a repeat is told so, and changes
            -- nothing, least of all the evidence of a case.
            select *,
                case
                    when stored_fingerprint = fingerprint and outside is distinct from 'signed_out' then 'again'
                    when coalesce(outside, hindered) is not null or stored_id is not null then 'refused'
                    else 'stored'
                end as outcome,
                coalesce(outside, case when stored_id is not null then 'client_id_reused' end, hindered) as code
            from looked
        ), placed as (
            select *,
                case when outcome = 'stored' and state = 'shown' then
                    head + row_number() over (partition by room_id, outcome = 'stored' and state = 'shown'
                                              order by ord)
                end as position
            from judged
        ), inserted as (
            insert into messages (id, room_id, member_id, client_id, fingerprint, state, position, changed,
                                  body, original, masked, veiled)
            select id, room_id, member_id, client_id, fingerprint, state, position, position,
                   body, decode(facts ->> 'original', 'hex'), coalesce(facts ? 'original', false),
                   coalesce((facts ->> 'veiled')::boolean, false)
            from placed where outcome = 'stored'
            returning id, at
        ), advanced as (
            update rooms set head = top.position
            from (select room_id, max(position) as position from placed where position is not null group by 1) top
            where rooms.id = top.room_id
        )
        select placed.*, inserted.at as inserted_at
        from placed left join inserted on inserted.id = placed.id
        order by ord
    loop
        ord := r.ord;
        outcome := r.outcome;
        code := case when r.outcome = 'refused' then r.code end;
        message_id := coalesce(r.stored_id, r.id);
        member_id := r.member_id;
        alias := r.alias;
        part := r.part;
        state := case when r.outcome = 'again' then r.stored_state else r.state end;
        position := case when r.outcome = 'again' then r.stored_position else r.position end;
        at := coalesce(r.stored_at, r.inserted_at);
        notices_from := null;
        notices_to := null;
        case_id := null;

        if r.facts is not null and r.outcome <> 'again' and r.stored_fingerprint is distinct from r.fingerprint then
            if r.outcome = 'stored' and r.facts ? 'assessment' then
                insert into assessments (message_id, level, categories, rules, action, card, rules_version)
                select r.id, f.level, f.categories, f.rules, f.action, f.card, f.version
                from jsonb_to_record(r.facts -> 'assessment')
                    as f(level smallint, categories text[], rules text[], action text, card text, version text);
            end if;
            -- What is refused was neither masked nor held, but help is shown all the same.
            for noted in
                select n.id, n.kind, n.body from jsonb_to_recordset(r.facts -> 'notices')
                    as n(id uuid, kind text, body text)
                where r.outcome = 'stored' or n.kind = 'card'
            loop
                update accounts set head = head + 1 where id = r.account_id returning head into v_to;
                if not found then exit; end if;
                insert into notices (id, account_id, position, changed, kind, body)
                values (noted.id, r.account_id, v_to, v_to, noted.kind, decode(noted.body, 'hex'));
                v_from := coalesce(notices_from, v_to - 1);
                notices_from := v_from;
                notices_to := v_to;
            end loop;
            if r.facts ? 'case' and exists (select 1 from accounts where id = r.account_id) then
                case_id := open_case(r.account_id,
                    case when r.outcome = 'stored' or r.member_id is not null then r.room_id end,
                    case when r.outcome = 'stored' then r.id end, r.facts -> 'case');
            end if;
        end if;
        return next;
    end loop;
end
$$;

-- Open a case about a person, or join what is open already; the caller holds the person's account lock.
-- A case that is joined becomes as urgent as the most urgent thing in it, and its deadline never moves back.
-- Danger about somebody who has asked for a moderator joins that case, which is then about danger and keeps its
-- conversation: one moderator comes, and not two.
create function open_case(p_subject uuid, p_room uuid, p_message uuid, p_case jsonb) returns uuid
language plpgsql volatile as $$
declare
    v_id uuid;
    v_level int := (p_case ->> 'level')::int;
    v_due timestamptz := clock_timestamp() + make_interval(secs => (p_case ->> 'due_s')::float8);
begin
    select id into v_id from cases
        where subject_id = p_subject and (kind = 'boundary') = (p_case ->> 'kind' = 'boundary') and state <> 'closed';
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
