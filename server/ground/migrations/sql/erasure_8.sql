-- Erasing an account: what is left is a row that nothing of the person is in, for as long as something points at it.
alter table accounts drop constraint accounts_status_check, add constraint accounts_status_check
    check (status in ('active', 'suspended', 'erased'));
alter table accounts add column erased_at timestamp with time zone;
create index accounts_erased_idx on accounts (erased_at) where erased_at is not null;
create table erased_names (
    digest bytea not null,
    until timestamp with time zone not null,
    constraint erased_names_pkey primary key (digest)
);
alter table installation add column keys_turn bigint default '0'::bigint not null;
