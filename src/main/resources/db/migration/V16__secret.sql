-- Keys at an address, secrets, and keys that an agent has added for itself.

-- Such a key is worth as much as the one by which it was added, until somebody else says that it stands by itself.
alter table credential add column rides_on bigint references credential;
-- Not of every use: of one an hour.
alter table credential add column last_used_at timestamptz;
