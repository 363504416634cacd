// Lets in exactly the access tokens of one Avowry issuer that are alive, without asking for each:
//
//   dead(token)  ⇔  ∃ entry e :  e.id ∈ ids(token)  ∧  fence(token) < e.seq
//
// What cannot be decided never passes: a list that is too old, that lacks what the token's minting
// had seen, or that contradicts the one held before makes the answer "stale". Needs npm's jose.
import { createRemoteJWKSet, jwtVerify } from 'jose';

/** The longest that a request waits for the issuer. */
const PATIENCE = 3_000;
/** A heartbeat is due each second; after this the stream is given up. */
const SILENCE = 4_000;
/** An issuer in trouble is left alone for this long. */
const PAUSE = 1_000;

/** Everything that an entry may name to kill the token: its path, itself, the classes it is in. */
export function ids(claims) {
  const ids = new Set([...claims.status.lineage.path, claims.jti, '*']);
  for (const scope of scopesOf(claims)) ids.add(`scope:${scope}`);
  for (const resource of [claims.aud].flat()) ids.add(`aud:${resource}`);
  for (let party = claims; party; party = party.act) if (party.sub_profile) ids.add(`kind:${party.sub_profile}`);
  for (const vendor of claims.status.lineage.vendors ?? []) ids.add(`vendor:${vendor}`);
  return ids;
}

const scopesOf = (claims) => (claims.scope ? claims.scope.split(' ') : []);
const fenceOf = (claims) => claims.status.lineage.seq;
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis).unref());

/** A revocation list, whole from `from` to `seq`. */
class List {
  constructor({ seq, from, exp, entries }) {
    const whole = entries.length === seq + 1 - from && entries.every((entry, i) => entry.seq === from + i);
    if (!whole) throw new Error('the list has a gap');
    Object.assign(this, { seq, from, exp, entries });
    // Of several entries with one id the latest kills what the others kill.
    this.latest = new Map(entries.map((entry) => [entry.id, entry]));
  }

  deathOf(claims) {
    for (const id of ids(claims)) {
      const entry = this.latest.get(id);
      if (entry && fenceOf(claims) < entry.seq) return entry;
    }
    return undefined;
  }

  at(seq) {
    return this.entries[seq - this.from];
  }

  /** Adds the entry that comes next, and drops those that no token can die of any more. */
  append(entry) {
    this.entries.push(entry);
    this.latest.set(entry.id, entry);
    this.seq = entry.seq;
    while (this.entries[0].until <= entry.at) {
      const over = this.entries.shift();
      if (this.latest.get(over.id) === over) this.latest.delete(over.id);
      this.from += 1;
    }
  }

  /** What results from this list and a newer one, or the end of a newer one. */
  followedBy(next, skew) {
    const isEnd = next.since !== undefined;
    if (next.seq < this.seq) throw new Error('the list is older than the one held');
    if (isEnd && (next.since > this.seq || next.since !== next.from - 1)) throw new Error('entries are missing');
    const newer = new List(next);
    const endsAll = newer.latest.has('*'); // then what it has forgotten is in it all the same
    for (const entry of this.entries) {
      const same = newer.at(entry.seq);
      if (same && same.id !== entry.id) throw new Error('the list tells another history');
      const forgotten = !isEnd && !same && !endsAll && entry.until > next.iat + skew / 1000;
      if (forgotten) throw new Error('the list forgot an entry before its time');
    }
    if (!isEnd) return newer;
    const entries = [...this.entries.filter((entry) => entry.seq <= next.since), ...next.entries];
    return new List({ ...next, from: next.seq + 1 - entries.length, entries });
  }
}

export class Verifier {
  #keys;
  #list;
  #confirmed = -Infinity; // when the list was last known to be the newest
  #failed = -Infinity;
  #refreshing;
  #heard = -Infinity;
  #watches = new Set();
  #ending = new Map(); // what is being done because of an entry, by its seq
  #acknowledged = 0;
  #closed = new AbortController();

  /**
   * @param options.issuer exactly as `iss` has it
   * @param options.maxStale how old, in milliseconds, the list may be that lets a token in
   * @param options.skew how far the issuer's clock and this one may be apart, in milliseconds
   * @param options.accessToken if given, what was applied is acknowledged with the tokens it
   *     returns, for the issuer's API and with the scope `revocations:ack`
   */
  constructor({ issuer, maxStale = 60_000, skew = 10_000, accessToken }) {
    const { protocol, hostname } = new URL(issuer);
    if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
      throw new Error('the issuer must be https, or http on this machine');
    }
    Object.assign(this, { issuer, maxStale, skew, accessToken });
    const settings = { cacheMaxAge: 300_000, cooldownDuration: 5_000, timeoutDuration: PATIENCE };
    this.#keys = createRemoteJWKSet(new URL(`${issuer}/jwks`), settings);
  }

  /**
   * Decides about a token.
   *
   * @returns `{ kind: 'live', token }` with its claims, the only one that lets it in;
   *     `{ kind: 'dead', entry }` or `{ kind: 'invalid', reason }`: answer 401, and 403 where the
   *     reason is `scope`; `{ kind: 'stale', since }`: answer 503
   */
  async verify(token, { audience, scopes = [], maxStale = this.maxStale }) {
    const { claims, ...refusal } = await this.#genuine(token, audience);
    if (!claims) return refusal;
    if (!scopes.every((scope) => scopesOf(claims).includes(scope))) return { kind: 'invalid', reason: 'scope' };
    // An entry never stops to hold, so even an old list can say no; only a current one says yes.
    const known = this.#list?.deathOf(claims);
    if (known) return { kind: 'dead', entry: known };
    // Twice, because a request that was under way already may have missed what the token has seen.
    for (let i = 0; i < 2 && !this.#reaches(fenceOf(claims), maxStale); i++) await this.refresh();
    if (!this.#reaches(fenceOf(claims), maxStale)) return { kind: 'stale', since: this.#confirmed };
    const entry = this.#list.deathOf(claims);
    if (entry) return { kind: 'dead', entry };
    return this.#list.from - 1 <= fenceOf(claims)
      ? { kind: 'live', token: claims }
      : { kind: 'invalid', reason: 'older than the list remembers' };
  }

  /** Follows the list from now on, by the stream, and by asking each second while there is none. */
  start() {
    this.#repeat(() => (this.#follows() ? undefined : this.refresh()));
    this.#repeat(() => this.#follow());
    if (this.accessToken) this.#repeat(() => this.#acknowledge(), 50);
    return this;
  }

  close() {
    this.#closed.abort();
  }

  /**
   * Has `action(entry)` done once when a live token dies; it may return a promise. A token that
   * expires has nothing done.
   *
   * @returns ends the watch; to be called when what lives by the token ends by itself
   */
  onDeath(token, action) {
    const watch = { token, action };
    this.#watches.add(watch);
    this.#endTheDead();
    return () => this.#watches.delete(watch);
  }

  /** Asks the issuer for what is new. One request at a time serves all who wait. */
  refresh() {
    if (Date.now() - this.#failed < PAUSE) return Promise.resolve();
    this.#refreshing ??= this.#ask()
      .catch(() => (this.#failed = Date.now()))
      .finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #genuine(token, audience) {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer: this.issuer,
        audience,
        typ: 'at+jwt',
        algorithms: ['ES256', 'EdDSA', 'PS256', 'RS256'],
        clockTolerance: this.skew / 1000,
        requiredClaims: ['sub', 'client_id', 'jti', 'iat', 'exp', 'status'],
      });
      const { path, seq } = payload.status.lineage ?? {};
      if (!Array.isArray(path) || !Number.isSafeInteger(seq)) return { kind: 'invalid', reason: 'no lineage' };
      if (payload.cnf) return { kind: 'invalid', reason: 'bound to a key of which there is no proof' };
      return { claims: payload };
    } catch (error) {
      // Whatever is not jose's judgement on the token means that the keys were not to be had.
      const judged = error.code?.startsWith('ERR_J') && !['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC'].includes(error.code);
      return judged ? { kind: 'invalid', reason: error.code } : { kind: 'stale', since: this.#confirmed };
    }
  }

  /** Whether the list was the newest that long ago or later and knows what the token knows. */
  #reaches(seq, maxStale) {
    const age = Date.now() - this.#confirmed;
    const inForce = this.#list && Date.now() < this.#list.exp * 1000 + this.skew;
    // A clock that was set back makes the age negative: then nothing is known of it.
    return Boolean(inForce) && seq <= this.#list.seq && age >= 0 && age <= maxStale;
  }

  /** Whether the stream keeps the list fresh, so that there is nothing to ask. */
  #follows() {
    return performance.now() - this.#heard < SILENCE && Math.abs(Date.now() - this.#confirmed) < SILENCE;
  }

  async #ask() {
    const asked = Date.now();
    const held = this.#list?.seq ?? 0;
    const since = this.#list ? `?since=${held}` : '';
    const answer = await fetch(`${this.issuer}/revocations${since}`, {
      headers: { Accept: 'application/jwt', 'Cache-Control': 'no-cache' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`);
    const age = Number(answer.headers.get('Age') ?? 0);
    if (!(age >= 0)) throw new Error('the list has an age that is none');
    // What was revoked after the question may have missed the answer.
    await this.#take(await answer.text(), asked - age * 1000, held);
  }

  /** Takes a list that is no older than `held`. What came by another way meanwhile may be newer. */
  async #take(jwt, confirmed, held) {
    const next = await this.#signed(jwt, 'revocations+jwt');
    if (this.#list && next.seq < this.#list.seq && next.seq >= held) return;
    this.#list = this.#list ? this.#list.followedBy(next, this.skew) : new List(next);
    this.#confirm(confirmed);
    this.#endTheDead();
  }

  async #signed(jwt, typ) {
    const rules = { issuer: this.issuer, typ, algorithms: ['ES256'], clockTolerance: this.skew / 1000 };
    return (await jwtVerify(jwt, this.#keys, rules)).payload;
  }

  #confirm(at) {
    if (at <= Date.now() && !(this.#confirmed > at && this.#confirmed <= Date.now())) this.#confirmed = at;
  }

  #endTheDead() {
    for (const watch of this.#watches) {
      const entry = this.#list?.deathOf(watch.token);
      if (!entry) continue;
      this.#watches.delete(watch);
      const done = Promise.resolve()
        .then(() => watch.action(entry))
        .catch(() => {})
        .finally(() => this.#ending.delete(done));
      this.#ending.set(done, entry.seq);
    }
  }

  /** Reads the stream until it ends, falls silent or says something that does not hold. */
  async #follow() {
    const asked = Date.now();
    const line = new AbortController();
    const silence = setTimeout(() => line.abort(), SILENCE);
    try {
      const answer = await fetch(`${this.issuer}/revocations/stream`, {
        headers: { Accept: 'text/event-stream', ...(this.#list && { 'Last-Event-ID': `${this.#list.seq}` }) },
        redirect: 'error',
        signal: AbortSignal.any([line.signal, this.#closed.signal]),
      });
      if (answer.status !== 200) throw new Error(`the stream answered ${answer.status}`);
      const pulse = { asked, first: undefined, heard: false };
      for await (const { event, data } of events(answer.body)) {
        await this.#hear(event, data, pulse);
        this.#heard = performance.now();
        silence.refresh();
      }
    } finally {
      clearTimeout(silence);
      line.abort();
    }
  }

  async #hear(event, data, pulse) {
    if (event === 'list') await this.#take(data, pulse.asked, 0);
    else if (event === 'entry') await this.#append(await this.#signed(data, 'revocation-entry+jwt'));
    else if (event === 'heartbeat') await this.#beat(await this.#signed(data, 'revocation-heartbeat+jwt'), pulse);
  }

  async #append(entry) {
    if (entry.seq <= this.#list.seq) return;
    if (entry.prev !== this.#list.seq || entry.seq !== entry.prev + 1) return this.refresh();
    this.#list.append(entry);
    this.#endTheDead();
  }

  /**
   * The first heartbeat may have been made before the stream was asked for. The second was not, and
   * each that follows is younger by as much as it says itself. No two clocks are compared.
   */
  async #beat({ seq, ms, exp }, pulse) {
    if (seq > this.#list.seq) return this.refresh();
    if (pulse.heard) pulse.first ??= ms;
    pulse.heard = true;
    if (seq < this.#list.seq || pulse.first === undefined) return;
    this.#confirm(pulse.asked + ms - pulse.first);
    this.#list.exp = Math.max(this.#list.exp, exp);
  }

  /** Says up to where everything is applied: refused, and what lived by it has ended. */
  async #acknowledge() {
    const seq = Math.min(this.#list?.seq ?? 0, ...[...this.#ending.values()].map((each) => each - 1));
    if (seq <= this.#acknowledged) return;
    const answer = await fetch(`${this.issuer}/revocations/acks`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await this.accessToken()}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ seq }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw new Error(`the acknowledgement was answered ${answer.status}`);
    this.#acknowledged = seq;
  }

  async #repeat(work, pause = PAUSE) {
    while (!this.#closed.signal.aborted) {
      const failed = await Promise.resolve().then(work).then(() => false, () => true);
      await sleep(failed ? PAUSE : pause);
    }
  }
}

/** Server-sent events, as far as the issuer uses them: a name and one line of data each. */
async function* events(body) {
  let rest = '';
  let event = {};
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines.map((each) => each.trimEnd())) {
      if (line.startsWith('event:')) event.event = line.slice(6).trim();
      else if (line.startsWith('data:')) event.data = line.slice(5).trim();
      else if (line === '' && event.data) {
        yield event;
        event = {};
      }
    }
  }
}
