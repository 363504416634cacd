package dev.avowry.vault;

import java.util.Map;

/**
 * What came of something that was done with a secret.
 *
 * @param detail what the ledger says of how it went; never of what is secret
 * @param result what is theirs once that is durable
 */
public record Done<R>(Map<String, String> detail, R result) {
  public Done {
    detail = Map.copyOf(detail);
  }
}
