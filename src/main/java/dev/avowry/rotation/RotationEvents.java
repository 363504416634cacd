package dev.avowry.rotation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.web.Caller;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What the ledger says of rotators; the node is the secret. */
final class RotationEvents {
  private static final String ACTOR = "rotation";
  private static final Origin ORIGIN = Origin.itself(ACTOR);

  private RotationEvents() {}

  static Event set(NodeId secret, Plan plan, Caller by) {
    Map<String, String> detail = new HashMap<>();
    detail.put("method", plan.method().code());
    detail.put("after_revocation", Boolean.toString(plan.afterRevocation()));
    plan.every().ifPresent(every -> detail.put("every", Long.toString(every.toSeconds())));
    if (plan.method() instanceof Method.Webhook(URI endpoint)) {
      detail.put("host", endpoint.getHost());
    }
    return of(EventType.ROTATOR_SET, secret, by).with(detail);
  }

  static Event removed(NodeId secret, Caller by) {
    return of(EventType.ROTATOR_REMOVED, secret, by);
  }

  static Event asked(NodeId secret, int version, String run, Caller by) {
    return of(EventType.ROTATION_BEGUN, secret, by).with(detail(version, run, Cause.ASKED));
  }

  static Event begun(Wanted wanted, String run) {
    return Event.of(EventType.ROTATION_BEGUN, ACTOR, ORIGIN)
        .onNode(wanted.secret())
        .with(detail(wanted.version(), run, wanted.cause()));
  }

  static Event broken(Task task, Snag snag) {
    Map<String, String> detail = new HashMap<>(detail(task.base(), task.run(), task.cause()));
    detail.put("fault", snag.code());
    detail.put("tries", Integer.toString(task.tries() + 1));
    return Event.of(EventType.ROTATION_BROKEN, ACTOR, ORIGIN).onNode(task.secret()).with(detail);
  }

  private static Map<String, String> detail(int version, String run, Cause cause) {
    return Map.of("version", Integer.toString(version), "run", run, "cause", cause.code());
  }

  private static Event of(EventType type, NodeId secret, Caller by) {
    Event event =
        Event.of(type, by.actor().toString(), by.origin()).under(by.sponsor()).onNode(secret);
    return by.token().map(token -> event.withToken(token, by.path())).orElse(event);
  }
}
