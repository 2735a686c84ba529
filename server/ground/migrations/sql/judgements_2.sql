-- Judgements: whose message was assessed and when, by which policy, and what a trial would have made of it; holds that
-- are released when nobody reviews them; the sets of rules that operators publish.
alter table assessments
    add column account_id uuid,
    add column at timestamp with time zone default clock_timestamp() not null,
    add column policy_version text default '' not null,
    add column trial jsonb;
update assessments set account_id = b.account_id, at = m.at
    from messages m join members b on b.id = m.member_id where m.id = assessments.message_id;
alter table assessments
    alter column account_id set not null,
    alter column policy_version drop default,
    add constraint assessments_account_id_fkey foreign key (account_id) references accounts (id) on delete cascade;
create index assessments_account_id_at_idx on assessments (account_id, at);

create table unreviewed (
    message_id uuid not null,
    due_at timestamp with time zone not null,
    done_at timestamp with time zone,
    constraint unreviewed_pkey primary key (message_id),
    constraint unreviewed_message_id_fkey foreign key (message_id) references messages (id) on delete cascade
);
create index unreviewed_due_idx on unreviewed (due_at) where done_at is null;

create table rule_sets (
    id bigint generated always as identity,
    mode text not null constraint rule_sets_mode_check check (mode in ('live', 'shadow')),
    files jsonb not null,
    rules_version text not null,
    policy_version text not null,
    published_at timestamp with time zone default clock_timestamp() not null,
    constraint rule_sets_pkey primary key (id)
);
