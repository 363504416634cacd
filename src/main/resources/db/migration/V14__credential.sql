-- By what an agent proves itself: a key so far, and whatever else has a type.
alter table credential rename column jwk to detail;
alter table credential add column type text not null default 'key';
alter table credential add column expires_at timestamptz;
