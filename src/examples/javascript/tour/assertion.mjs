// Prints a client assertion (private_key_jwt, RFC 7523): good for one request within a minute.
import { readFileSync } from 'node:fs';
import { assertion } from '../own-token.mjs';

const [file, clientId, issuer = 'http://localhost:8080'] = process.argv.slice(2);
if (!clientId) throw new Error('usage: node assertion.mjs KEY_FILE CLIENT_ID [ISSUER]');
console.log(await assertion(JSON.parse(readFileSync(file, 'utf8')), clientId, issuer));
