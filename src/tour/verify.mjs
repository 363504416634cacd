// A resource server in thirty lines: validates an access token offline by the JWKS, and refuses it
// when the revocation list has an entry, newer than the token's fence, for anything on its path.
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [token, audience, issuer = 'http://localhost:8080'] = process.argv.slice(2);
if (!audience) throw new Error('usage: node verify.mjs TOKEN AUDIENCE [ISSUER]');
const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));

const { payload } = await jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt' });
const list = await fetch(`${issuer}/revocations`).then((answer) => answer.text());
const { payload: revocations } = await jwtVerify(list, keys, { issuer, typ: 'revocations+jwt' });

const { path, seq } = payload.status.lineage;
const ids = new Set([...path, payload.jti]);
if (revocations.seq < seq) {
  console.log(`STALE  the list is at ${revocations.seq}, the token was minted at ${seq}: fetch it again`);
  process.exitCode = 2;
} else {
  const entry = revocations.entries.find((each) => ids.has(each.id) && seq < each.seq);
  console.log(entry ? `DEAD   entry ${entry.seq} took ${entry.id}` : `LIVE   ${payload.sub} ${payload.scope ?? ''}`);
  process.exitCode = entry ? 1 : 0;
}
