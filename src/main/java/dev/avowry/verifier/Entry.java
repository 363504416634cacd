package dev.avowry.verifier;

import java.time.Instant;

/**
 * One line of the revocation list: whatever names {@code id} and was minted before {@code seq} is
 * dead.
 *
 * @param seq its place in the one order of all entries, from 1
 * @param id a node, a credential, a single token's {@code jti}, or a class of tokens: {@code *},
 *     {@code scope:…}, {@code aud:…}, {@code kind:…}, {@code vendor:…}
 * @param at when it was revoked, for people; the rule never looks at it
 * @param until from when on the issuer may forget the entry, because every token that it could kill
 *     has expired
 */
public record Entry(long seq, String id, Instant at, Instant until) {
  /** The class that every token is in. */
  static final String EVERYTHING = "*";

  public Entry {
    if (seq < 1 || id.isEmpty()) {
      throw new IllegalArgumentException("an entry needs a sequence number from 1 and an id");
    }
  }
}
