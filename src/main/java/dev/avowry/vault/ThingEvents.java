package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.web.Caller;

/** Events about what is kept, by whoever looks after it: with a token or by their session. */
final class ThingEvents {
  private ThingEvents() {}

  static Event of(EventType type, NodeId thing, Caller by) {
    Event event =
        Event.of(type, by.actor().toString(), by.origin()).under(by.sponsor()).onNode(thing);
    return by.token().map(token -> event.withToken(token, by.path())).orElse(event);
  }
}
