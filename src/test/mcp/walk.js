// The official client of the protocol against a running service: it finds out by itself where tokens come from, gets
// one by its own key, and does with the tools what agents do. Each step that held is a line of output; the first that
// did not ends the process with a reason. What it needs is in the environment, as JSON.
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { PrivateKeyJwtProvider } from "@modelcontextprotocol/sdk/client/auth-extensions.js";
import { generateKeyPairSync } from "node:crypto";
import { connect } from "node:net";
import { createInterface } from "node:readline";

const given = JSON.parse(process.env.AVOWRY_WALK);
const server = new URL(`${given.issuer}/mcp`);

function provider(id, jwk, scope) {
  return new PrivateKeyJwtProvider({
    clientId: id,
    privateKey: jwk,
    algorithm: "ES256",
    scope,
    expectedIssuer: given.issuer,
    jwtLifetimeSeconds: 60,
  });
}

async function connected(id, jwk, scope) {
  const closed = Promise.withResolvers?.() ?? withResolvers();
  const streams = { opened: 0, ended: 0 };
  const authProvider = provider(id, jwk, scope);
  const transport = new StreamableHTTPClientTransport(server, {
    authProvider,
    reconnectionOptions: {
      initialReconnectionDelay: 200,
      maxReconnectionDelay: 1000,
      reconnectionDelayGrowFactor: 1.5,
      maxRetries: 2,
    },
    // Only looks: which streams are open, and when they end.
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      if ((init?.method ?? "GET") === "GET" && answer.headers.get("content-type")?.startsWith("text/event-stream")) {
        streams.opened++;
        const [mine, theirs] = answer.body.tee();
        drain(mine).finally(() => {
          streams.ended++;
          closed.resolve();
        });
        return new Response(theirs, { status: answer.status, headers: answer.headers });
      }
      return answer;
    },
  });
  const client = new Client({ name: "walk", version: "1.0.0" });
  client.onerror = () => {};
  await client.connect(transport);
  return { client, transport, streams, closed: closed.promise, authProvider };
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

async function drain(stream) {
  const reader = stream.getReader();
  try {
    while (!(await reader.read()).done);
  } catch {
    // Broken off is ended too.
  }
}

async function until(what, holds) {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What comes of a call; the client holds it against the tool's output schema. */
async function call(client, name, args = {}) {
  const answer = await client.callTool({ name, arguments: args });
  assert.ok(!answer.isError, `${name}: ${JSON.stringify(answer.content)}`);
  assert.deepEqual(JSON.parse(answer.content[0].text), answer.structuredContent);
  return answer.structuredContent;
}

/** Somebody brings a message by SMTP. */
async function deliver(port, recipient, message) {
  const socket = connect(port, "127.0.0.1");
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  const reply = async (code) => {
    let line;
    do {
      line = (await replies.next()).value ?? "";
    } while (line[3] === "-");
    assert.ok(line.startsWith(code), `expected ${code}: ${line}`);
  };
  await reply("220");
  for (const [said, code] of [
    ["EHLO peer.example", "250"],
    ["MAIL FROM:<sender@peer.example>", "250"],
    [`RCPT TO:<${recipient}>`, "250"],
    ["DATA", "354"],
    [`${message}.`, "250"],
    ["QUIT", "221"],
  ]) {
    socket.write(`${said}\r\n`);
    await reply(code);
  }
  socket.end();
}

function step(text) {
  console.log(`ok ${text}`);
}

const agent = await connected(given.agent, given.key, given.scope);
assert.ok(agent.transport.sessionId, "a session was opened");
step("connects, by tokens of its own key for this resource");

const { tools } = await agent.client.listTools();
const names = tools.map((tool) => tool.name);
for (const name of ["identity.whoami", "vault.read", "totp.code", "identity.sign", "spawn", "revoke_child"]) {
  assert.ok(names.includes(name), `${name} is listed`);
}
assert.equal(tools.find((tool) => tool.name === "revoke_child").annotations.destructiveHint, true);
step("tools/list");

const self = await call(agent.client, "identity.whoami");
assert.equal(self.agent, given.agent);
step("identity.whoami");

const listed = await call(agent.client, "vault.list");
assert.ok(listed.items.some((item) => item.id === given.secret));
const secret = await call(agent.client, "vault.read", { secret: given.secret });
assert.equal(secret.fields.key, given.value);
step("vault.read");

const reply = await call(agent.client, "vault.request", {
  secret: given.secret,
  method: "GET",
  url: `${given.far}/me`,
});
assert.equal(reply.status, 200);
assert.match(reply.body, /^you sent /);
assert.ok(!JSON.stringify(reply).includes(given.value), "the secret came back");
step("vault.request");

const code = await call(agent.client, "totp.code", { factor: given.factor });
assert.match(code.code, /^[0-9]{6}$/);
step("totp.code");

const awaited = call(agent.client, "mail.await_code", { sender_domain: "peer.example", wait_seconds: 20 });
await deliver(given.smtp, given.address, given.letter);
assert.equal((await awaited).value, "482913");
step("mail.await_code");

const asked = await call(agent.client, "approvals.request", {
  scopes: ["read"],
  resources: [given.resource],
  binding_message: "for the contract",
});
const pending = await call(agent.client, "approvals.read", { request: asked.id });
assert.equal(pending.state, "pending");
step("approvals.request");

const signed = await call(agent.client, "identity.sign", { text: "I did it" });
const verdict = await call(agent.client, "identity.verify", { jws: signed.jws });
assert.equal(verdict.valid, true);
assert.equal(verdict.agent, given.agent);
step("identity.sign");

const refused = await agent.client.callTool({ name: "vault.read", arguments: { secret: "AAAAAAAAAAA" } });
assert.equal(refused.isError, true);
assert.match(refused.content[0].text, /^There is no such thing/);
step("a refusal is a sentence");

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const child = await call(agent.client, "spawn", {
  name: "a child",
  purpose: "is stopped",
  jwk: { ...pair.publicKey.export({ format: "jwk" }), alg: "ES256" },
  scopes: ["read"],
});
assert.equal(child.sponsor, self.sponsor);
const below = await connected(child.id, pair.privateKey.export({ format: "jwk" }), "read");
const childSelf = await call(below.client, "identity.whoami");
assert.equal(childSelf.agent, child.id);
assert.ok(!(await below.client.listTools()).tools.some((tool) => tool.name === "vault.read"));
await until("the child listens", () => below.streams.opened === 1);
step("spawn");

const began = Date.now();
const stopped = await call(agent.client, "revoke_child", { node: child.id, reason: "done" });
assert.equal(stopped.state, "revoked");
await below.closed;
const took = Date.now() - began;
assert.ok(took < 5_000, `its stream ended after ${took} ms`);
await assert.rejects(below.client.callTool({ name: "identity.whoami", arguments: {} }));
step("revoke_child: its session closes");

assert.equal((await call(agent.client, "identity.whoami")).agent, given.agent);
await agent.transport.terminateSession();
await agent.client.close();
await below.client.close();
step("the parent goes on, and ends its session");
process.exit(0);
