-- For which requests alone somebody may have a secret used, and whether that takes a human's word.
alter table vault_access add column destinations text;
alter table vault_access add column approved boolean not null default false;
