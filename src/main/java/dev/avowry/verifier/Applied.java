package dev.avowry.verifier;

import java.time.Instant;

/** What became of a revocation list that was given by hand. */
public sealed interface Applied {

  /** The list is held now and reaches up to {@code seq}. */
  record Accepted(long seq) implements Applied {}

  /** The list is not held; what was held before still is. */
  record Refused(Reason reason, String detail) implements Applied {}

  /** The keys that would prove the list are out of reach; what was held before still is. */
  record Undecidable(Instant since) implements Applied {}
}
