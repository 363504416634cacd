-- Agents whose tokens are each bound to a key (RFC 9449 §5.2). Those that are there already are not asked for it.
alter table agent add column dpop_bound_access_tokens boolean not null default false;
