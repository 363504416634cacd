package dev.avowry.verifier;

import java.time.Instant;

/** What is known of a token. Only {@link Live} lets it in. */
public sealed interface Result {

  /** The token is genuine, meant for this audience, and nothing on its path had been taken away. */
  record Live(VerifiedToken token) implements Result {}

  /**
   * The token is genuine and was killed by the entry. This holds for ever; answer 401, RFC 6750
   * {@code invalid_token}.
   */
  record Dead(Entry entry) implements Result {}

  /**
   * It could not be decided, because the issuer's keys or revocation list are out of reach, too old
   * or behind the token. Answer 503; a later try may succeed.
   *
   * @param since the last instant at which what is held was known to be current; the epoch if there
   *     was none
   */
  record Stale(Instant since) implements Result {}

  /**
   * The token is not what it should be. Answer 401, or 403 for {@link Reason#SCOPE}.
   *
   * @param detail for the log, without any part of the token
   */
  record Invalid(Reason reason, String detail) implements Result {}
}
