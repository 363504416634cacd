package dev.avowry.ledger;

import java.time.Instant;

/**
 * One line of the revocation list: what was minted below {@code id}, or as {@code id}, under a
 * fence smaller than {@code seq} is dead.
 *
 * @param seq its place in the one order of all entries; no two share it and none is skipped
 * @param id a node, a credential, a single token, or a class of tokens
 * @param at when it was assigned
 * @param until when the last token that it can concern has expired; the list forgets it then
 */
public record Entry(long seq, String id, Instant at, Instant until) {
  /** The class that every token is in. */
  public static final String EVERYTHING = "*";
}
