package dev.avowry.totp;

import java.util.List;
import java.util.Set;

/**
 * What a service shows when a second factor is set up there.
 *
 * @param source where the seed is
 * @param sites where the codes are for; empty for anywhere
 * @param backupCodes in the order in which they are to be used
 */
public record Setup(Source source, Set<Website> sites, List<String> backupCodes) {
  public Setup {
    sites = Set.copyOf(sites);
    backupCodes = List.copyOf(backupCodes);
  }

  /** Where a seed is. */
  public sealed interface Source {
    /** In a URI. */
    record OfUri(String uri) implements Source {
      /** Without the seed. */
      @Override
      public String toString() {
        return "OfUri[redacted]";
      }
    }

    /** In a picture of one. */
    record OfPicture(QrPicture picture) implements Source {}
  }

  Factor toFactor(String uri) {
    return Factor.of(uri, sites, backupCodes);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Setup[sites=%s]".formatted(sites);
  }
}
