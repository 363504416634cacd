-- Agents without a browser, whose humans are somewhere else (RFC 8628); scopes in words; signals about people.

alter table agent add column device_codes boolean not null default false;

-- Whether a ticket is of a device code; else it is of a code or of a refresh token.
alter table ticket add column device boolean not null default false;

-- What devices ask of humans.
create table device_request (
  -- Of the device code, with the format's version before it.
  hash               text        primary key,
  -- The same of what the human types.
  user_code          text        not null unique,
  -- As the client calls itself.
  client_id          text        not null,
  -- As it came, but for how the client proved itself.
  asked              jsonb       not null,
  -- What whoever shows the device code has to hold, as in `cnf`.
  confirmation       text,
  confirmation_value text,
  -- From where it was asked, and as strangers are counted there.
  address            text        not null,
  network            text        not null,
  asked_at           timestamptz not null,
  expires_at         timestamptz not null,
  -- What the human said.
  allowed            boolean,
  -- When the device last asked whether there is an answer, and how many seconds longer than agreed it has to wait since.
  polled_at          timestamptz,
  delay              bigint      not null default 0,
  check ((confirmation is null) = (confirmation_value is null))
);
create index device_request_expires on device_request (expires_at);
create index device_request_network on device_request (network, expires_at);

-- What its scopes mean, in words for humans who are asked for their consent: the n-th words are the n-th scope's.
alter table resource
  add column described_scopes text[] not null default '{}',
  add column scope_words      text[] not null default '{}',
  add check (cardinality(described_scopes) = cardinality(scope_words));

-- Whose security event tokens a system sends (RFC 8935): who signs them, by which keys, and for whom.
alter table provisioner
  add column signals_issuer   text,
  add column signals_jwks_uri text,
  add column signals_audience text,
  add check (num_nonnulls(signals_issuer, signals_jwks_uri, signals_audience) in (0, 3));
