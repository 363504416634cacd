package dev.avowry.federation;

import dev.avowry.agent.BoundTokens;
import java.util.Map;

/**
 * A workload as its platform speaks of it.
 *
 * @param subject {@code sub}: 1 to 255 visible ASCII characters
 * @param identity what the platform never gives to another workload
 * @param values by the names that rules call them
 * @param boundTokens what it wants each of its tokens bound to
 */
record Workload(
    String subject, String identity, Map<String, String> values, BoundTokens boundTokens) {
  Workload {
    values = Map.copyOf(values);
  }

  Workload(String subject, String identity, Map<String, String> values) {
    this(subject, identity, values, BoundTokens.BY_CHOICE);
  }

  /** The same with another wish. */
  Workload bound(BoundTokens wish) {
    return new Workload(subject, identity, values, wish);
  }
}
