-- What one shift hands over to the next. server/ground/schema_shifts.py says what the columns mean.

create table shift_packs (
    id uuid constraint shift_packs_pkey primary key,
    account_id uuid not null constraint shift_packs_account_id_fkey references accounts (id) on delete cascade,
    note bytea,
    state text not null default 'open'
        constraint shift_packs_state_check check (state in ('open', 'acknowledged', 'replaced')),
    made_at timestamptz not null default clock_timestamp(),
    ended_by uuid constraint shift_packs_ended_by_fkey references accounts (id) on delete set null,
    ended_at timestamptz
);
create index shift_packs_account_id_idx on shift_packs (account_id);

create table shift_pack_cases (
    pack_id uuid not null constraint shift_pack_cases_pack_id_fkey references shift_packs (id) on delete cascade,
    case_id uuid not null constraint shift_pack_cases_case_id_fkey references cases (id) on delete cascade,
    why text not null constraint shift_pack_cases_why_check check (why in ('risk', 'follow_up', 'second', 'other')),
    due_at timestamptz,
    constraint shift_pack_cases_pkey primary key (pack_id, case_id)
);
create index shift_pack_cases_case_id_idx on shift_pack_cases (case_id);
