-- Whoever says that they are younger than the age range is brought together with no peer from that moment: in the
-- transaction that stores what they said.
create function says_under_age() returns trigger language plpgsql as $$
begin
    insert into minors (account_id) values (new.account_id) on conflict do nothing;
    return null;
end
$$;
create trigger says_under_age after insert on assessments for each row
    when ('says-under-age' = any (new.rules) and 'child' = any (new.categories)) execute function says_under_age();
