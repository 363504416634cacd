-- By what an identity provider can be asked whether it would still let somebody in.

create table pledge (
  human         bigint      not null references sponsor,
  -- The provider's name in the settings.
  provider      text        not null,
  subject       text        not null,
  -- Another with each token that came of a sign-in: an answer about an older one counts for nothing.
  generation    bigint      not null,
  token_sealed  bytea       not null,
  -- The last round in which it was asked about; 0: none.
  round         bigint      not null default 0,
  -- asked: no answer is known yet. doubtful: the provider may have replaced the token, and we do not have it.
  state         text        not null check (state in ('kept', 'asked', 'good', 'unclear', 'doubtful', 'refused')),
  -- When the provider last vouched for them, by a sign-in or since.
  good_at       timestamptz not null,
  primary key (human, provider)
);
create index pledge_round on pledge (provider, round, human);
create index pledge_good on pledge (provider, good_at);

create table vouching_round (
  provider   text        primary key,
  round      bigint      not null default 0,
  -- Whether it was begun and has not ended.
  open       boolean     not null default false,
  due_at     timestamptz not null default '-infinity',
  -- Until when it is one replica's.
  busy_until timestamptz not null default '-infinity',
  -- Since when so many are refused that none is heeded.
  held_since timestamptz
);
