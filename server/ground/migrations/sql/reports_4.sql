-- Reports from peers, cases about a room, and how long a message that its author took back can be reported.
alter table messages add column taken_back_at timestamp with time zone;
-- What was taken back before this is kept as long as what is taken back now.
update messages m set taken_back_at = clock_timestamp()
    where m.state = 'removed'
    and not exists (select 1 from case_acts h where h.message_id = m.id and h.act = 'remove');
create index messages_taken_back_idx on messages (taken_back_at) where taken_back_at is not null and body is not null;

alter table cases alter column subject_id drop not null;
create unique index cases_one_open_of_room_idx on cases (room_id, (kind = 'boundary'))
    where subject_id is null and state <> 'closed';

-- A message that was evidence in a case that is closed can be reported again: then it is evidence in the new one, too.
alter table evidence drop constraint evidence_message_id_key;
create index evidence_message_id_idx on evidence (message_id);

create table reports (
    id uuid not null,
    reporter_id uuid not null,
    what text not null constraint reports_what_check check (what in ('message', 'person', 'room')),
    target_id uuid not null,
    room_id uuid not null,
    reason text not null,
    note bytea,
    case_id uuid not null,
    at timestamp with time zone default clock_timestamp() not null,
    outcome text,
    told_at timestamp with time zone,
    constraint reports_pkey primary key (id),
    constraint reports_reporter_id_target_id_case_id_key unique (reporter_id, target_id, case_id),
    constraint reports_reporter_id_fkey foreign key (reporter_id) references accounts (id) on delete cascade,
    constraint reports_room_id_fkey foreign key (room_id) references rooms (id) on delete cascade,
    constraint reports_case_id_fkey foreign key (case_id) references cases (id) on delete cascade
);
create index reports_room_id_idx on reports (room_id);
create index reports_case_id_idx on reports (case_id);
create index reports_target_id_idx on reports (target_id);
create index reports_not_told_idx on reports (case_id) where told_at is null;
