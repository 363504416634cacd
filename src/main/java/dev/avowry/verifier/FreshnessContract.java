package dev.avowry.verifier;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How old the knowledge may be by which a token is let in, for what. Of several limits that a
 * request falls under the strictest counts.
 *
 * @param usual where nothing was said
 */
record FreshnessContract(
    Duration usual, Map<String, Duration> byScope, Map<String, Duration> byResource) {

  FreshnessContract {
    byScope = Map.copyOf(byScope);
    byResource = Map.copyOf(byResource);
  }

  static FreshnessContract of(Duration usual) {
    return new FreshnessContract(usual, Map.of(), Map.of());
  }

  FreshnessContract usually(Duration limit) {
    return new FreshnessContract(limit, byScope, byResource);
  }

  FreshnessContract forScope(String scope, Duration limit) {
    return new FreshnessContract(usual, with(byScope, scope, limit), byResource);
  }

  FreshnessContract forResource(String resource, Duration limit) {
    return new FreshnessContract(usual, byScope, with(byResource, resource, limit));
  }

  Duration limit(Expectation expectation) {
    return Stream.concat(
            expectation.scopes().stream().map(byScope::get),
            Stream.of(expectation.audience()).map(byResource::get))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(usual);
  }

  private static Map<String, Duration> with(
      Map<String, Duration> limits, String key, Duration limit) {
    Map<String, Duration> more = new HashMap<>(limits);
    more.put(key, limit);
    return more;
  }
}
