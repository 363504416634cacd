package dev.avowry.vault.http;

import dev.avowry.vault.Destination;
import dev.avowry.web.EndpointRule;
import java.util.List;
import java.util.Optional;

/** Where requests may go, on the wire. */
public record DestinationView(
    String origin, Optional<String> path, Optional<List<String>> methods) {
  static DestinationView of(Destination to) {
    return new DestinationView(
        to.origin(),
        to.path(),
        Optional.of(to.methods().stream().sorted().toList()).filter(some -> !some.isEmpty()));
  }

  Destination toDestination(EndpointRule rule) {
    return Destination.of(origin, path, methods.orElse(List.of()), rule);
  }
}
