-- The life of a sponsorship: what keeps a node suspended, who is gone, who takes over.

-- What keeps a node suspended; something does exactly if it is.
alter table node add column halts text[] not null default '{}';
update node set halts = '{order}' where state = 'suspended';
alter table node add check ((state = 'suspended') = (halts <> '{}'));

create table departure (
  id          bigint      primary key generated always as identity,
  sponsor     bigint      not null references sponsor,
  cause       text        not null,
  left_by     text        not null,
  left_at     timestamptz not null,
  returned_by text,
  returned_at timestamptz,
  check ((returned_by is null) = (returned_at is null))
);
create unique index departure_open on departure (sponsor) where returned_at is null;
