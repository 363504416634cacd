// A resource server in forty lines: validates an access token offline by the JWKS, and refuses it
// when the revocation list has an entry, newer than the token's fence, for anything on its path or
// for a class of tokens that its claims put it in.
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [token, audience, issuer = 'http://localhost:8080'] = process.argv.slice(2);
if (!audience) throw new Error('usage: node verify.mjs TOKEN AUDIENCE [ISSUER]');
const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));

const { payload } = await jwtVerify(token, keys, { issuer, audience, typ: 'at+jwt' });
const list = await fetch(`${issuer}/revocations`).then((answer) => answer.text());
const { payload: revocations } = await jwtVerify(list, keys, { issuer, typ: 'revocations+jwt' });

const { path, seq, vendors = [] } = payload.status.lineage;
const kinds = [];
for (let party = payload; party; party = party.act) kinds.push(party.sub_profile);
const ids = new Set([
  ...path,
  payload.jti,
  '*',
  ...(payload.scope ?? '').split(' ').map((scope) => `scope:${scope}`),
  ...[payload.aud].flat().map((resource) => `aud:${resource}`),
  ...kinds.map((kind) => `kind:${kind}`),
  ...vendors.map((vendor) => `vendor:${vendor}`),
]);
if (revocations.seq < seq) {
  console.log(`STALE  the list is at ${revocations.seq}, the token was minted at ${seq}: fetch it again`);
  process.exitCode = 2;
} else {
  const entry = revocations.entries.find((each) => ids.has(each.id) && seq < each.seq);
  console.log(entry ? `DEAD   entry ${entry.seq} took ${entry.id}` : `LIVE   ${payload.sub} ${payload.scope ?? ''}`);
  process.exitCode = entry ? 1 : 0;
}
