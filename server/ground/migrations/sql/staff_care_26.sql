create table rests (
    account_id uuid not null references accounts (id) on delete cascade,
    why text not null constraint rests_why_check check (why in ('severe', 'budget', 'hours')),
    began_at timestamptz not null default clock_timestamp(),
    until timestamptz not null,
    lifted boolean not null default false,
    primary key (account_id, why)
);
create table spared (
    account_id uuid not null references accounts (id) on delete cascade,
    category text not null,
    primary key (account_id, category)
);
create table supervisors (
    account_id uuid not null primary key references accounts (id) on delete cascade,
    supervisor_id uuid not null references accounts (id) on delete cascade
);
create index supervisors_supervisor_id_idx on supervisors (supervisor_id);
create table supervision (
    id uuid not null primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    by uuid references accounts (id) on delete set null,
    kind text not null constraint supervision_kind_check check (kind in ('ask', 'debrief', 'note')),
    case_id uuid references cases (id) on delete set null,
    body bytea,
    at timestamptz not null default clock_timestamp(),
    answered_at timestamptz,
    answered_by uuid references accounts (id) on delete set null
);
create index supervision_account_id_idx on supervision (account_id);
create index supervision_case_id_idx on supervision (case_id);
