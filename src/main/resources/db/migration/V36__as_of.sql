-- As of when somebody is gone by the word of whoever says so; null: as of when it was said here.
alter table departure add column as_of timestamptz;
