// Makes an agent's key pair: prints the public JWK, keeps the private one in the named file.
import { writeFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, calculateJwkThumbprint } from 'jose';

const [file] = process.argv.slice(2);
if (!file) throw new Error('usage: node key.mjs FILE');
const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig' };
jwk.kid = await calculateJwkThumbprint(jwk);
writeFileSync(file, JSON.stringify({ ...(await exportJWK(privateKey)), alg: 'ES256', kid: jwk.kid }), { mode: 0o600 });
console.log(JSON.stringify(jwk));
