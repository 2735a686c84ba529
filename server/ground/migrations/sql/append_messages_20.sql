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
--   assessment  {level, categories, rules, action, card, version, policy, trial}
--   release_after_s   of a hold that nobody reviews
--   notices     [{id, kind, body}] for the author's personal log, body sealed, hex
--   case        {id, key, kind, category, level, urgency, due_s, alerts: [{step, after_s}],
--                evidence: {id, key, body}}, keys wrapped and bodies sealed, hex
--   pause       {id, s}: once it is stored, or blocked, its author cannot write for so many seconds, pending review
create or replace function append_messages(
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
                   -- How long this author waits between two messages, where the room is slow for them.
                   case when w.state = 'slow' and m.part <> 'moderator'
                             and (m.part <> 'facilitator' or m.part_until <= clock_timestamp()) then w.every_s
                   end as slow_s,
                   m.said_at,
                   case
                       when a.id is null or s.id is null or s.ended_at is not null
                            or s.expires_at <= clock_timestamp() then 'signed_out'
                       when a.status <> 'active' then 'suspended'
                       when t.kind is not null then t.kind
                       when r.id is null or m.id is null or m.left_at is not null then 'not_a_member'
                       when m.part = 'moderator' and not exists (
                            select 1 from roles o where o.account_id = i.account_id
                            and o.role in ('moderator', 'lead')
                            and (o.expires_at is null or o.expires_at > clock_timestamp())) then 'not_a_member'
                   end as outside,
                   case
                       when r.closed_at is not null then 'room_closed'
                       when w.state = 'frozen' and m.part <> 'moderator' then 'room_frozen'
                       -- It keeps messages longer than they agreed to (rooms/keeping.py).
                       when m.agreed_days < r.retention_days then 'retention_changed'
                       when i.facts ? 'refused' then i.facts ->> 'refused'
                       -- Asks the caller for the same message as one that waits for a person.
                       when w.state = 'hold_all' and m.part <> 'moderator'
                            and coalesce(i.facts ->> 'state', 'shown') <> 'held' then 'room_holds'
                   end as hindered
            from input i
            left join accounts a on a.id = i.account_id
            left join sessions s on s.id = i.session_id and s.account_id = i.account_id
            left join rooms r on r.id = i.room_id
            left join members m on m.room_id = i.room_id and m.account_id = i.account_id
            -- A conversation with a moderator stays open to whoever may write nowhere else.
            left join lateral sanction_in_force(i.account_id, i.room_id) t on r.kind <> 'conversation'
            left join lateral room_state_in_force(i.room_id) w on r.kind <> 'conversation'
            -- By both at once, whatever the planner thinks of the table: not through all that somebody has said.
            left join lateral (
                select * from messages x where x.member_id = m.id and x.client_id = i.client_id limit 1) e on true
        ), judged as (
            -- What is stored is stored, whatever has become of its author since: a repeat is told so, and changes
            -- nothing, least of all the evidence of a case.
            select *,
                case
                    when stored_fingerprint = fingerprint and outside is distinct from 'signed_out' then 'again'
                    when coalesce(outside, hindered) is not null or stored_id is not null then 'refused'
                    else 'stored'
                end as verdict,
                coalesce(outside, case when stored_id is not null then 'client_id_reused' end, hindered) as why
            from looked
        ), paced as (
            -- Of what one author says in a slow room the first that can be stored is, and of one batch no second.
            select *, slow_s is not null and verdict = 'stored' and (
                    said_at > clock_timestamp() - make_interval(secs => slow_s)
                    or row_number() over (partition by member_id, verdict order by ord) > 1) as too_soon
            from judged
        ), answered as (
            select *, case when too_soon then 'refused' else verdict end as outcome,
                case when too_soon then 'slow_mode' else why end as code
            from paced
        ), placed as (
            select *,
                case when outcome = 'stored' and state = 'shown' then
                    head + row_number() over (partition by room_id, outcome = 'stored' and state = 'shown'
                                              order by ord)
                end as position
            from answered
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

        if r.outcome = 'stored' and r.slow_s is not null then
            update members set said_at = clock_timestamp() where id = r.member_id;
        end if;
        -- What comes once more as one that waits for a person is acted on then, and not twice.
        if r.facts is not null and r.outcome <> 'again' and r.code is distinct from 'room_holds'
           and r.stored_fingerprint is distinct from r.fingerprint then
            if r.outcome = 'stored' then
                perform note_judgement(r.id, r.account_id, r.facts);
            end if;
            -- What is refused was neither masked nor held, but help is shown all the same.
            for noted in
                select n.id, n.kind, n.body from jsonb_to_recordset(r.facts -> 'notices')
                    as n(id uuid, kind text, body text)
                where r.outcome = 'stored' or n.kind = 'card' or (n.kind = 'sanction' and r.code = 'blocked')
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
            if r.outcome = 'stored' or r.code = 'blocked' then
                insert into sanctions (id, account_id, kind, case_id, ends_at)
                select p.id, r.account_id, 'time_out', case_id, clock_timestamp() + make_interval(secs => p.s)
                from jsonb_to_record(r.facts -> 'pause') as p(id uuid, s float8) where r.facts ? 'pause';
            end if;
        end if;
        return next;
    end loop;
end
$$;
