-- Follow-ups, hand-overs to professionals, aftercare. server/ground/schema_care.py says what the columns mean.

create table follow_ups (
    id uuid constraint follow_ups_pkey primary key,
    account_id uuid not null constraint follow_ups_account_id_fkey references accounts (id) on delete cascade,
    case_id uuid constraint follow_ups_case_id_fkey references cases (id) on delete set null,
    at timestamptz not null default clock_timestamp(),
    due_at timestamptz,
    ended text constraint follow_ups_ended_check check (ended in ('declined', 'came')),
    ended_at timestamptz,
    became uuid constraint follow_ups_became_fkey references cases (id) on delete set null
);
create index follow_ups_account_id_idx on follow_ups (account_id);
create index follow_ups_case_id_idx on follow_ups (case_id);
create index follow_ups_became_idx on follow_ups (became);
create unique index follow_ups_one_idx on follow_ups (account_id) where ended is null;
create index follow_ups_due_idx on follow_ups (due_at) where ended is null and due_at is not null;

create table hand_overs (
    id uuid constraint hand_overs_pkey primary key,
    case_id uuid not null constraint hand_overs_case_id_fkey references cases (id) on delete cascade,
    account_id uuid not null constraint hand_overs_account_id_fkey references accounts (id) on delete cascade,
    ground text not null constraint hand_overs_ground_check check (ground in ('consent', 'life', 'another', 'court')),
    words bytea not null,
    by uuid constraint hand_overs_by_fkey references accounts (id) on delete set null,
    at timestamptz not null default clock_timestamp(),
    answer text constraint hand_overs_answer_check check (answer in ('yes', 'no', 'withdrawn', 'over')),
    answered_at timestamptz,
    upto timestamptz,
    tell_at timestamptz,
    told_at timestamptz
);
create index hand_overs_case_id_idx on hand_overs (case_id);
create index hand_overs_account_id_idx on hand_overs (account_id);
create unique index hand_overs_one_ask_idx on hand_overs (case_id) where ground = 'consent' and answer is null;
create index hand_overs_tell_idx on hand_overs (tell_at) where told_at is null and tell_at is not null;

create table aftercare (
    id bigint generated always as identity constraint aftercare_pkey primary key,
    account_id uuid not null constraint aftercare_account_id_fkey references accounts (id) on delete cascade,
    room_id uuid not null constraint aftercare_room_id_fkey references rooms (id) on delete cascade,
    at timestamptz not null default clock_timestamp()
);
create index aftercare_account_id_idx on aftercare (account_id);
create index aftercare_room_id_idx on aftercare (room_id);
