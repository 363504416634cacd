-- From which network a request came: nobody who has not said who they are fills the table.
alter table authorization_request add column network text not null default '';
create index authorization_request_from on authorization_request (network, expires_at);
