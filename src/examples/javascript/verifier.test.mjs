// What the verifier refuses, against an issuer that signs whatever a test wants.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Verifier } from './verifier.mjs';

const audience = 'https://orders.example';
const { publicKey, privateKey } = await generateKeyPair('ES256');
const stranger = await generateKeyPair('ES256');
const now = () => Math.floor(Date.now() / 1000);
const streams = new Set();
let issuer, list, streaming, server, verifier;

before(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  list = listOf(1, []);
  streaming = false;
  verifier = new Verifier({ issuer });
});

afterEach(() => {
  verifier.close();
  for (const stream of streams) stream.destroy();
  streams.clear();
});

async function answer(request, response) {
  const { pathname } = new URL(request.url, issuer);
  if (pathname === '/jwks') {
    const key = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys: [key] }));
  }
  if (pathname === '/revocations' && list) return response.end(await signed('revocations+jwt', list));
  if (pathname === '/revocations/stream' && streaming) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`event: list\ndata: ${await signed('revocations+jwt', list)}\n\n`);
    streams.add(response);
    return response.on('close', () => streams.delete(response));
  }
  return response.writeHead(503).end();
}

const signed = (typ, claims, key = privateKey) =>
  new SignJWT({ iss: issuer, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'k', typ }).sign(key);

const entry = (seq, id, until = now() + 960) => ({ seq, id, at: now(), until });

const listOf = (from, entries, more = {}) => ({
  iat: now(),
  exp: now() + 60,
  seq: from - 1 + entries.length,
  from,
  entries,
  ...more,
});

const token = ({ path = ['sponsor', 'planner'], seq = 0, key, typ = 'at+jwt', ...claims } = {}) =>
  signed(
    typ,
    {
      sub: 'planner',
      client_id: 'worker',
      aud: audience,
      iat: now(),
      exp: now() + 300,
      jti: 'one',
      scope: 'orders:read orders:write',
      sub_profile: 'ai_agent',
      act: { sub: 'worker', sub_profile: 'ci' },
      status: { lineage: { uri: issuer, path, seq, vendors: ['Acme'] } },
      ...claims,
    },
    key,
  );

const verify = async (jwt, more) => verifier.verify(await jwt, { audience, scopes: ['orders:read'], ...more });
const kindOf = async (jwt, more) => (await verify(jwt, more)).kind;

async function until(holds) {
  for (const deadline = Date.now() + 30_000; !(await holds()); ) {
    assert.ok(Date.now() < deadline, 'not within half a minute');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('takes keys from nowhere that somebody on the way could replace them', () => {
  assert.throws(() => new Verifier({ issuer: 'http://avowry.example' }), /https/);
});

test('lets in what is alive', async () => {
  const { kind, token: claims } = await verify(token());
  assert.equal(kind, 'live');
  assert.equal(claims.sub, 'planner');
});

test('refuses what is forged, expired, bound to a key or for somebody else', async () => {
  assert.equal(await kindOf(token({ key: stranger.privateKey })), 'invalid');
  assert.equal(await kindOf('rubbish'), 'invalid');
  assert.equal(await kindOf(token({ exp: now() - 11 })), 'invalid');
  assert.equal(await kindOf(token({ typ: 'JWT' })), 'invalid');
  assert.equal(await kindOf(token({ iss: 'https://other.example' })), 'invalid');
  assert.equal(await kindOf(token({ aud: 'https://other.example' })), 'invalid');
  assert.equal(await kindOf(token({ cnf: { jkt: 'x' } })), 'invalid');
  assert.equal(await kindOf(token({ status: {} })), 'invalid');
});

test('tells a scope that is missing from all else', async () => {
  assert.deepEqual(await verify(token({ scope: 'orders' })), { kind: 'invalid', reason: 'scope' });
});

for (const id of [
  'sponsor',
  'planner',
  'one',
  '*',
  'scope:orders:write',
  `aud:${audience}`,
  'kind:ai_agent',
  'kind:ci',
  'vendor:Acme',
]) {
  test(`an entry that names ${id} ends what was minted before it, and nothing after`, async () => {
    list = listOf(1, [entry(1, 'other'), entry(2, id)]);
    assert.equal((await verify(token({ seq: 1 }))).entry?.id, id);
    assert.equal(await kindOf(token({ seq: 2 })), 'live');
  });
}

test('asks again for a token that has seen more than the list', async () => {
  assert.equal(await kindOf(token()), 'live');
  assert.equal(await kindOf(token({ seq: 1 })), 'stale');
});

test('refuses a token that is older than what the list remembers', async () => {
  list = listOf(8, []);
  assert.equal(await kindOf(token({ seq: 6 })), 'invalid');
  assert.equal(await kindOf(token({ seq: 7 })), 'live');
});

test('lets nothing in by a list that is too old, and says no by it for ever', async () => {
  list = listOf(1, [entry(1, 'dead')]);
  assert.equal(await kindOf(token({ seq: 1 })), 'live');
  list = undefined;
  await until(async () => (await kindOf(token({ seq: 1 }), { maxStale: 50 })) === 'stale');
  assert.equal(await kindOf(token({ path: ['dead'] })), 'dead');
});

for (const [what, wrong] of [
  ['has a gap', () => listOf(1, [entry(1, 'a'), entry(3, 'b')])],
  ['lacks its end', () => listOf(1, [entry(1, 'a')], { seq: 2 })],
  ['has expired', () => listOf(1, [], { exp: now() - 11 })],
  ['is by another issuer', () => listOf(1, [], { iss: 'https://other.example' })],
]) {
  test(`does not take a list that ${what}`, async () => {
    list = wrong();
    assert.equal(await kindOf(token()), 'stale');
  });
}

for (const [what, wrong] of [
  ['is older', () => listOf(1, [entry(1, 'a')])],
  ['tells another history', () => listOf(1, [entry(1, 'a'), entry(2, 'c')])],
  ['forgot an entry before its time', () => listOf(2, [entry(2, 'b')])],
  ['begins after what is held', () => listOf(4, [entry(4, 'd')], { since: 3 })],
]) {
  test(`does not take a list that ${what} instead of the one held`, async () => {
    list = listOf(1, [entry(1, 'a'), entry(2, 'b')]);
    assert.equal(await kindOf(token()), 'live');
    list = wrong();
    await until(async () => (await kindOf(token(), { maxStale: 50 })) === 'stale');
  });
}

test('takes a list that begins by ending everything, whatever it has forgotten', async () => {
  list = listOf(1, [entry(1, 'a'), entry(2, 'b')]);
  assert.equal(await kindOf(token()), 'live');
  list = listOf(9, [entry(9, '*')]);
  await verifier.refresh();
  assert.equal(await kindOf(token({ seq: 8 })), 'dead');
  assert.equal(await kindOf(token({ seq: 9 })), 'live');
});

test('puts the end of a list to what is held', async () => {
  list = listOf(1, [entry(1, 'a')]);
  assert.equal(await kindOf(token({ seq: 1 })), 'live');
  list = listOf(2, [entry(2, 'planner')], { since: 1 });
  await verifier.refresh();
  assert.equal(await kindOf(token({ seq: 1 })), 'dead');
});

test('ends what lives by a token once, as soon as the stream tells', async () => {
  streaming = true;
  verifier.start();
  const { token: live } = await verify(token());
  const deaths = [];
  verifier.onDeath(live, (by) => deaths.push(by.seq));
  const other = verifier.onDeath(live, () => deaths.push('ended by itself before'));
  other();
  await until(() => streams.size > 0);
  for (const seq of [1, 2]) {
    const next = { ...entry(seq, 'planner'), prev: seq - 1 };
    for (const stream of streams) stream.write(`event: entry\ndata: ${await signed('revocation-entry+jwt', next)}\n\n`);
  }
  await until(async () => (await kindOf(token({ seq: 1 }))) === 'dead');
  assert.deepEqual(deaths, [1]);
});

test('an entry of the stream that another signed is nothing', async () => {
  streaming = true;
  verifier.start();
  await until(() => streams.size > 0);
  const forged = await signed('revocation-entry+jwt', { ...entry(1, '*'), prev: 0 }, stranger.privateKey);
  const [stream] = streams;
  stream.write(`event: entry\ndata: ${forged}\n\n`);
  await once(stream, 'close');
  assert.equal(await kindOf(token()), 'live');
});

test('is kept fresh by heartbeats from the second on', async () => {
  streaming = true;
  verifier.start();
  await until(() => streams.size > 0);
  list = undefined;
  const begun = Date.now();
  await until(async () => {
    const beat = { iat: now(), exp: now() + 60, seq: 0, ms: Date.now() };
    for (const stream of streams) {
      stream.write(`event: heartbeat\ndata: ${await signed('revocation-heartbeat+jwt', beat)}\n\n`);
    }
    return beat.ms - begun > 5_000 && (await kindOf(token(), { maxStale: 3_000 })) === 'live';
  });
});
