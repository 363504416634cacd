package dev.avowry.ssf.http;

import dev.avowry.ssf.Delivery;
import dev.avowry.ssf.EventKind;
import dev.avowry.ssf.EventStream;
import java.util.List;
import java.util.Optional;

/** A stream on the wire, SSF 1.0 §8.1.1. What the receiver authorises us by is not told again. */
public record StreamView(
    String streamId,
    String iss,
    String aud,
    DeliveryView delivery,
    List<String> eventsSupported,
    List<String> eventsRequested,
    List<String> eventsDelivered,
    long minVerificationInterval,
    Optional<String> description) {
  /** How events get to the receiver, or where it comes for them. */
  public record DeliveryView(String method, String endpointUrl) {}

  static StreamView of(EventStream stream, String issuer, long minVerificationInterval) {
    String endpoint =
        switch (stream.delivery()) {
          case Delivery.Push push -> push.endpoint().toString();
          case Delivery.Poll _ -> issuer + "/ssf/poll/" + stream.id();
        };
    return new StreamView(
        stream.id().value(),
        issuer,
        stream.audience(),
        new DeliveryView(stream.delivery().method(), endpoint),
        EventKind.supported(),
        stream.requested(),
        stream.delivered(),
        minVerificationInterval,
        stream.description());
  }
}
