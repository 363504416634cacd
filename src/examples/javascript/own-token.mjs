// A client's own access token for the issuer's API, asked for by client credentials and
// private_key_jwt (RFC 7523), and again when half of its life is over.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importJWK, SignJWT } from 'jose';

/** A client assertion: good for one request within a minute. */
export async function assertion(jwk, clientId, issuer) {
  return new SignJWT({})
    .setProtectedHeader({ alg: jwk.alg, kid: jwk.kid, typ: 'client-authentication+jwt' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('60s')
    .setJti(randomUUID())
    .sign(await importJWK(jwk, jwk.alg));
}

/** Gives a token that is alive, each time that it is called. */
export async function ownToken({ issuer, clientId, keyFile, scope = 'revocations:ack' }) {
  const jwk = JSON.parse(readFileSync(keyFile, 'utf8'));
  let token;
  let renewAt = 0;
  return async () => {
    if (Date.now() < renewAt) return token;
    const answer = await fetch(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope,
        resource: issuer,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(jwk, clientId, issuer),
      }),
      signal: AbortSignal.timeout(3_000),
    });
    if (!answer.ok) throw new Error(`the token endpoint answered ${answer.status}`);
    const grant = await answer.json();
    renewAt = Date.now() + grant.expires_in * 500;
    return (token = grant.access_token);
  };
}
