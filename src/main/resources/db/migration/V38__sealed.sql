-- What is sealed is bytes everywhere, so that all of it can be sealed anew with another key in one way.

create function base64url_bytes(text text) returns bytea language sql immutable parallel safe
  return decode(rpad(translate(text, '-_', '+/'), (length(text) + 3) / 4 * 4, '='), 'base64');

alter table approval_notice
  alter column token type bytea using base64url_bytes(token),
  alter column auth_req_id type bytea using base64url_bytes(auth_req_id);

drop function base64url_bytes(text);
