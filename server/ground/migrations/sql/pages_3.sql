-- Calls of somebody outside the browser, and where a case stands on the ladder (server/moderation/ladder.py).

alter table cases add column lead_at timestamptz, add column acknowledged_until timestamptz;

create table pages (
    id bigint generated always as identity,
    case_id uuid not null,
    step text not null,
    channel text not null,
    attempts smallint default '0' not null,
    error text,
    at timestamptz default clock_timestamp() not null,
    due_at timestamptz not null,
    told_at timestamptz,
    dead_at timestamptz,
    acknowledged_at timestamptz,
    constraint pages_pkey primary key (id),
    constraint pages_step_check check (step in ('page', 'backup')),
    constraint pages_channel_check check (channel in ('webhook', 'email', 'none')),
    constraint pages_case_id_fkey foreign key (case_id) references cases (id) on delete cascade
);
create index pages_case_id_idx on pages (case_id);
create index pages_due_idx on pages (due_at) where told_at is null and dead_at is null;
create index pages_dead_idx on pages (dead_at) where dead_at is not null;
