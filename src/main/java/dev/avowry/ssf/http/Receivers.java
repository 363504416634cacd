package dev.avowry.ssf.http;

import dev.avowry.ssf.Streams;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;

/** The receiver that calls: an agent that acts for itself, as the permission table sees to. */
@ApplicationScoped
class Receivers {
  private final CurrentCaller caller;

  Receivers(CurrentCaller caller) {
    this.caller = caller;
  }

  Streams.Receiver current() {
    Caller current = caller.get();
    return new Streams.Receiver(current.actor(), current.origin());
  }
}
