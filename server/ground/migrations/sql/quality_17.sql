-- Quality: labels of rules, kept examples, second reviews, exposure, ready answers. server/ground/schema_quality.py says
-- what the columns mean.

create table labels (
    id uuid constraint labels_pkey primary key,
    case_id uuid not null constraint labels_case_id_fkey references cases (id) on delete cascade,
    evidence_id uuid not null constraint labels_evidence_id_fkey references evidence (id) on delete cascade,
    by uuid constraint labels_by_fkey references accounts (id) on delete set null,
    rule text not null default '',
    verdict text not null constraint labels_verdict_check check (verdict in ('right', 'wrong', 'should')),
    level smallint,
    category text,
    at timestamptz not null default clock_timestamp(),
    constraint labels_evidence_id_by_rule_key unique (evidence_id, by, rule)
);
create index labels_case_id_idx on labels (case_id);

create table examples (
    id uuid constraint examples_pkey primary key,
    body bytea not null,
    label text,
    "right" text[] not null,
    wrong text[] not null,
    by uuid constraint examples_by_fkey references accounts (id) on delete set null,
    at timestamptz not null default clock_timestamp()
);

create table second_reviews (
    id uuid constraint second_reviews_pkey primary key,
    case_id uuid constraint second_reviews_case_id_fkey references cases (id) on delete set null,
    reviewer_id uuid constraint second_reviews_reviewer_id_fkey references accounts (id) on delete set null,
    until timestamptz not null,
    passed uuid[] not null default '{}'::uuid[],
    first text,
    second text,
    decided_at timestamptz,
    talked_at timestamptz,
    constraint second_reviews_case_id_key unique (case_id)
);
create index second_reviews_decided_at_idx on second_reviews (decided_at);

create table exposures (
    id bigint generated always as identity constraint exposures_pkey primary key,
    account_id uuid not null constraint exposures_account_id_fkey references accounts (id) on delete cascade,
    case_id uuid constraint exposures_case_id_fkey references cases (id) on delete set null,
    day date not null default ((now() at time zone 'utc'::text))::date,
    weight real not null,
    at timestamptz not null default clock_timestamp(),
    constraint exposures_account_id_case_id_day_key unique (account_id, case_id, day)
);
create index exposures_case_id_idx on exposures (case_id);
create index exposures_account_id_at_idx on exposures (account_id, at);

create table ready_answers (
    id uuid,
    version smallint,
    name text not null,
    words text not null,
    offered text not null constraint ready_answers_offered_check check (offered in ('talk', 'decision', 'both')),
    gone boolean not null default false,
    by uuid constraint ready_answers_by_fkey references accounts (id) on delete set null,
    at timestamptz not null default clock_timestamp(),
    constraint ready_answers_pkey primary key (id, version)
);

-- Figures and searches read a window of time, and not all that ever was.
create index cases_opened_at_id_idx on cases (opened_at, id);
create index cases_closed_at_idx on cases (closed_at) where state = 'closed';
