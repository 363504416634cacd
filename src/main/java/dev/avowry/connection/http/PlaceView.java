package dev.avowry.connection.http;

import dev.avowry.vault.Destination;
import dev.avowry.web.EndpointRule;
import java.util.List;
import java.util.Optional;

/** Where a provider's access tokens may be sent, on the wire. */
public record PlaceView(String origin, Optional<String> path, Optional<List<String>> methods) {
  static PlaceView of(Destination to) {
    return new PlaceView(
        to.origin(),
        to.path(),
        Optional.of(to.methods().stream().sorted().toList()).filter(some -> !some.isEmpty()));
  }

  Destination toDestination(EndpointRule rule) {
    return Destination.of(origin, path, methods.orElse(List.of()), rule);
  }
}
