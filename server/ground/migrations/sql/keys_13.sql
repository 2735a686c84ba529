-- New keys in place of old ones: the fingerprints' key outlives the master key, and what is half done is known.
alter table installation add column fingerprints bytea;
alter table installation add column canary_offered bytea;
alter table installation add column canary_before bytea;
alter table installation add column resealing_since timestamp with time zone;
