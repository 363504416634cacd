-- Classes of tokens of which none is minted, and orders that wait for a second person.

create table class_suspension (
  id     text        primary key,
  seq    bigint      not null,
  at     timestamptz not null,
  by     text        not null,
  person bigint      not null,
  reason text        not null
);

create table kept_order (
  id         bigint      primary key,
  target     text        not null,
  mode       text        not null check (mode in ('revoke', 'suspend')),
  reason     text        not null,
  comment    text,
  by         text        not null,
  person     bigint      not null,
  at         timestamptz not null,
  expires_at timestamptz not null,
  state      text        not null check (state in ('waiting', 'approved', 'expired'))
);
-- The same order again is the same order.
create unique index kept_order_waiting on kept_order (target, mode) where state = 'waiting';
