-- What is done with a secret for an agent counts as well as that it is read, and may be numbered. They cost a token nothing.

drop index ledger_event_access;
create index ledger_event_access on ledger_event (target)
  where type in ('secret_read', 'secret_used');
create index ledger_event_numbered on ledger_event
  (node, (detail->>'purpose'), ((detail->>'version')::integer), ((detail->>'number')::bigint))
  where type = 'secret_used' and detail ? 'number';
