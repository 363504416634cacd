// Decides about one access token as a resource server does.
import { Verifier } from '../verifier.mjs';

const [token, audience, issuer = 'http://localhost:8080'] = process.argv.slice(2);
if (!audience) throw new Error('usage: node verify.mjs TOKEN AUDIENCE [ISSUER]');
const result = await new Verifier({ issuer }).verify(token, { audience });
const says = {
  live: ({ token: { sub, scope = '' } }) => `${sub} ${scope}`,
  dead: ({ entry }) => `entry ${entry.seq} took ${entry.id}`,
  stale: () => 'the issuer cannot be reached',
  invalid: ({ reason }) => reason,
};
console.log(result.kind.toUpperCase().padEnd(7), says[result.kind](result));
process.exitCode = ['live', 'dead', 'stale', 'invalid'].indexOf(result.kind);
