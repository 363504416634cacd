// Prints a client assertion (private_key_jwt, RFC 7523): good for one request within a minute.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';

const [file, clientId, issuer = 'http://localhost:8080'] = process.argv.slice(2);
if (!clientId) throw new Error('usage: node assertion.mjs KEY_FILE CLIENT_ID [ISSUER]');
const jwk = JSON.parse(readFileSync(file, 'utf8'));
console.log(
  await new SignJWT({})
    .setProtectedHeader({ alg: jwk.alg, kid: jwk.kid, typ: 'client-authentication+jwt' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('60s')
    .setJti(randomUUID())
    .sign(await importJWK(jwk, jwk.alg)),
);
