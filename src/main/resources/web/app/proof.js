// Proves a row of the ledger to whoever looks at it: RFC 9162 §2.1.3.2 and C2SP signed-note. The
// service gives the parts; whether they fit is found out here.

const utf8 = new TextEncoder();
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const base64Of = (bytes) => btoa(String.fromCharCode(...bytes));
const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}

const leafOf = (line) => sha256([0], utf8.encode(line));
const above = (left, right) => sha256([1], left, right);

/** The root to which the path leads from the leaf; nothing if the path is not one of such a tree. */
export async function climb(index, size, leaf, path) {
  if (index >= size) return null;
  let node = BigInt(index);
  let last = BigInt(size) - 1n;
  let hash = leaf;
  for (const beside of path) {
    if (last === 0n) return null;
    if ((node & 1n) === 1n || node === last) {
      hash = await above(beside, hash);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await above(hash, beside);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hash : null;
}

/** What a note says, and the name of the key of which the signature under it verifies. */
async function read(note, keys) {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split("\n").filter((line) => line !== "");
  const [origin, size, root] = text.split("\n");
  for (const line of lines) {
    const [, name, signature] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    if (name && (await isSigned(text, name, bytesOf(signature), keys))) {
      return { origin, size: Number(size), root: bytesOf(root), signer: name };
    }
  }
  return null;
}

async function isSigned(text, name, signature, keys) {
  for (const key of keys) {
    const [keyName, , typed] = splitKey(key);
    const bytes = bytesOf(typed);
    // 1 is Ed25519; browsers know no ML-DSA.
    if (keyName !== name || bytes[0] !== 1) continue;
    const id = (await sha256(utf8.encode(name + "\n"), bytes)).slice(0, 4);
    if (!same(id, signature.slice(0, 4))) continue;
    const imported = await crypto.subtle.importKey("raw", bytes.slice(1), "Ed25519", false, ["verify"]);
    if (await crypto.subtle.verify("Ed25519", imported, signature.slice(4), utf8.encode(text))) return true;
  }
  return false;
}

/** The name has no plus; what follows the id may have some. */
function splitKey(key) {
  const first = key.indexOf("+");
  const second = key.indexOf("+", first + 1);
  return [key.slice(0, first), key.slice(first + 1, second), key.slice(second + 1)];
}

async function prove(address, say) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (answer.redirected) return location.reload();
  if (answer.status === 503) return say("wait", "No checkpoint over this row could be had yet. Try again in a few seconds.");
  if (!answer.ok) return say("wait", "The parts of the proof could not be had. Nothing was checked.");
  const proof = await answer.json();
  const leaf = await leafOf(proof.line);
  const shown = document.querySelector("pre").textContent;
  if (shown !== proof.line) return say("false", "The row that is shown is not the row that is proven.");
  const root = await climb(proof.index, proof.size, leaf, proof.path.map(bytesOf));
  let checkpoint;
  try {
    checkpoint = await read(proof.note, proof.keys);
  } catch (unknown) {
    return say("wait", "This browser cannot verify Ed25519. Nothing was checked.");
  }
  if (!checkpoint) return say("false", "The checkpoint is not signed by a key of this log.");
  if (checkpoint.size !== proof.size || !root || !same(root, checkpoint.root)) {
    return say("false", "It does not hold: this row is not in the tree that was signed.");
  }
  return say(
    "true",
    `It holds. Hashed here: ${base64Of(leaf)}. ${proof.path.length} steps lead from it to the root ` +
      `${base64Of(root)} of the tree of ${proof.size} rows, which ${checkpoint.signer} has signed.`,
  );
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-proof]");
  if (!button) return;
  const place = document.getElementById("proven");
  const say = (verdict, words) => {
    const line = document.createElement("p");
    line.className = "verdict";
    line.dataset.verdict = verdict;
    line.textContent = words;
    place.replaceChildren(line);
  };
  button.disabled = true;
  say("wait", "Checking …");
  try {
    await prove(button.dataset.proof, say);
  } catch (failure) {
    console.error(failure);
    say("wait", "The parts of the proof could not be had. Nothing was checked.");
  }
  button.disabled = false;
});
