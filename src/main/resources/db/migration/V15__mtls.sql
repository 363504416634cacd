-- Agents whose tokens are each bound to the certificate that they present (RFC 8705 §3.4), which excludes binding to a key.
alter table agent add column tls_client_certificate_bound_access_tokens boolean not null default false;
alter table agent add constraint agent_bound_once
  check (not (dpop_bound_access_tokens and tls_client_certificate_bound_access_tokens));
