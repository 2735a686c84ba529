-- Shifts: what is planned, and what was. server/ground/schema_shifts.py says what the columns mean.

create table spells (
    account_id uuid not null constraint spells_account_id_fkey references accounts (id) on delete cascade,
    began_at timestamptz not null,
    until timestamptz not null,
    shift_at timestamptz not null,
    constraint spells_pkey primary key (account_id, began_at)
);

create table breaks (
    account_id uuid constraint breaks_pkey primary key
        constraint breaks_account_id_fkey references accounts (id) on delete cascade,
    began_at timestamptz not null default clock_timestamp(),
    ends_at timestamptz not null
);

create table planned_shifts (
    id uuid constraint planned_shifts_pkey primary key,
    weekday smallint,
    day date,
    begins smallint not null,
    ends smallint not null,
    what text not null constraint planned_shifts_what_check check (what in ('staffed', 'on_call', 'closed')),
    account_id uuid constraint planned_shifts_account_id_fkey references accounts (id) on delete cascade,
    constraint planned_shifts_when_check check ((weekday is null) <> (day is null) and weekday between 0 and 6),
    constraint planned_shifts_span_check
        check (begins >= 0 and begins < 1440 and ends > begins and ends <= begins + 1440)
);
create index planned_shifts_account_id_idx on planned_shifts (account_id);
