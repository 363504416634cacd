// A resource server on Node's own HTTP server.
import { createServer } from 'node:http';
import { ownToken } from './own-token.mjs';
import { Verifier } from './verifier.mjs';

const {
  ISSUER: issuer = 'http://localhost:8080',
  AUDIENCE: audience = 'https://orders.example',
  PORT: port = '8081',
  MAX_STALE: maxStale = '60',
  CLIENT_ID: clientId,
  CLIENT_KEY: keyFile,
} = process.env;
const scopes = ['orders:read'];
const accessToken = clientId && (await ownToken({ issuer, clientId, keyFile }));
const verifier = new Verifier({ issuer, maxStale: maxStale * 1000, accessToken }).start();

/** Calls the handler by a live token only; all others are answered here (RFC 6750 §3). */
const guarded = (handler) => async (request, response) => {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!token) return challenge(response, 401, 'Bearer');
  const result = await verifier.verify(token, { audience, scopes });
  if (result.kind === 'live') return handler(response, result.token);
  if (result.kind === 'stale') return response.writeHead(503, { 'Retry-After': '1' }).end();
  return result.reason === 'scope'
    ? challenge(response, 403, `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`)
    : challenge(response, 401, 'Bearer error="invalid_token"');
};

const challenge = (response, status, value) => response.writeHead(status, { 'WWW-Authenticate': value }).end();

const list = (response) =>
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"orders":["bread","milk"]}');

/** Lasts for as long as the token does: until it expires, or is killed. */
const stream = (response, token) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const news = setInterval(() => response.write('data: nothing new\n\n'), 1_000);
  const expiry = setTimeout(() => response.end(), token.exp * 1000 - Date.now());
  const unwatch = verifier.onDeath(token, () => response.destroy());
  response.write('data: nothing new\n\n');
  response.on('close', () => {
    clearInterval(news);
    clearTimeout(expiry);
    unwatch();
  });
};

const routes = { '/orders': guarded(list), '/orders/stream': guarded(stream) };
const missing = (_, response) => response.writeHead(404).end();
createServer((request, response) => {
  const route = routes[request.url] ?? missing;
  Promise.resolve(route(request, response)).catch(() => response.destroy());
}).listen(Number(port), '127.0.0.1');
