-- Resource servers that want their tokens otherwise than usual.

create table resource (
  uri        text        primary key,
  name       text        not null,
  algorithm  text        not null check (algorithm in ('ES256', 'EdDSA', 'PS256', 'RS256')),
  created_at timestamptz not null
);
