package dev.avowry.sponsorship.http;

import dev.avowry.sponsorship.Departure;
import java.time.Instant;

/** A departure on the wire. */
record DepartureView(String sponsor, String cause, String by, Instant at) {
  static DepartureView of(Departure departure) {
    return new DepartureView(
        departure.sponsor().toString(), departure.cause().code(), departure.by(), departure.at());
  }
}
