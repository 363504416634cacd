package dev.avowry.federation;

import java.util.Map;

/**
 * A workload as its platform speaks of it.
 *
 * @param subject {@code sub}: 1 to 255 visible ASCII characters
 * @param identity what the platform never gives to another workload
 * @param values by the names that rules call them
 */
record Workload(String subject, String identity, Map<String, String> values) {
  Workload {
    values = Map.copyOf(values);
  }
}
