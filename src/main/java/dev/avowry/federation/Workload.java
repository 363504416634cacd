package dev.avowry.federation;

import java.util.Map;

/**
 * A workload as its platform speaks of it.
 *
 * @param subject {@code sub}: 1 to 255 visible ASCII characters
 * @param identity what the platform never gives to another workload
 * @param values by the names that rules call them
 * @param boundTokensOnly whether it wants each of its tokens bound to a key, RFC 9449 §5.2
 */
record Workload(
    String subject, String identity, Map<String, String> values, boolean boundTokensOnly) {
  Workload {
    values = Map.copyOf(values);
  }

  Workload(String subject, String identity, Map<String, String> values) {
    this(subject, identity, values, false);
  }

  /** The same with another wish. */
  Workload bound(boolean only) {
    return new Workload(subject, identity, values, only);
  }
}
