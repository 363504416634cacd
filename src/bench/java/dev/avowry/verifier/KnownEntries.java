package dev.avowry.verifier;

import java.time.Instant;
import java.util.List;

/**
 * All that a verifier knows at one moment, to compare what several know.
 *
 * @param issuedAt when the issuer last signed a list that it took
 */
public record KnownEntries(List<Entry> all, Instant issuedAt) {

  /** Of a verifier that has taken a list. */
  public static KnownEntries of(Verifier verifier) {
    Revocations known =
        verifier.known().orElseThrow(() -> new IllegalStateException("it knows no list"));
    return new KnownEntries(known.entries(), known.issuedAt());
  }

  public int size() {
    return all.size();
  }

  /** Those that another, who may have dropped what is over, must have as well. */
  public List<Entry> liveWith(KnownEntries other) {
    return all.stream().filter(entry -> entry.until().isAfter(other.issuedAt)).toList();
  }
}
