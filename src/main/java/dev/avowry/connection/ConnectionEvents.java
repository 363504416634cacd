package dev.avowry.connection;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.web.Caller;
import java.util.List;
import java.util.Map;

/** What the ledger says of providers and connections: never a token, a code or a state. */
final class ConnectionEvents {
  private static final String ACTOR = "connection";
  private static final Origin ORIGIN = Origin.itself(ACTOR);

  private ConnectionEvents() {}

  static Event registered(Provider provider, Caller by) {
    return of(EventType.PROVIDER_REGISTERED, by)
        .with(
            Map.of(
                "provider", provider.id().toString(),
                "name", provider.name(),
                "host", provider.endpoints().token().getHost()));
  }

  static Event removed(Provider provider, Caller by) {
    return of(EventType.PROVIDER_REMOVED, by)
        .with(Map.of("provider", provider.id().toString(), "name", provider.name()));
  }

  static Event begun(Pending pending, Caller by) {
    return of(EventType.CONNECTION_BEGUN, by)
        .onAgent(pending.agent())
        .with(
            Map.of(
                "connection", pending.connection().toString(),
                "provider", pending.provider().toString(),
                "scope", spaced(pending.scopes())));
  }

  static Event made(Connection connection, Caller by) {
    return of(EventType.CONNECTION_MADE, by)
        .onAgent(connection.agent())
        .onNode(connection.secret())
        .with(
            Map.of(
                "connection", connection.id().toString(),
                "provider", connection.provider().toString(),
                "scope", spaced(connection.scopes()),
                "refreshes", Boolean.toString(connection.refreshes())));
  }

  static Event refused(Pending pending, Fault fault, Caller by) {
    return of(EventType.CONNECTION_REFUSED, by)
        .onAgent(pending.agent())
        .with(
            Map.of(
                "connection", pending.connection().toString(),
                "provider", pending.provider().toString(),
                "fault", fault.code()));
  }

  static Event ended(Connection connection, Caller by) {
    return of(EventType.CONNECTION_ENDED, by)
        .onAgent(connection.agent())
        .onNode(connection.secret())
        .with(
            Map.of(
                "connection", connection.id().toString(),
                "provider", connection.provider().toString()));
  }

  static Event ended(Task task) {
    return of(EventType.CONNECTION_ENDED, task).with(detail(task));
  }

  static Event broken(Task task, Fault fault) {
    return of(EventType.CONNECTION_BROKEN, task)
        .with(
            Map.of(
                "connection", task.id().toString(),
                "provider", task.provider().toString(),
                "fault", fault.code()));
  }

  private static Map<String, String> detail(Task task) {
    return Map.of("connection", task.id().toString(), "provider", task.provider().toString());
  }

  private static String spaced(List<String> scopes) {
    return String.join(" ", scopes);
  }

  private static Event of(EventType type, Task task) {
    return Event.of(type, ACTOR, ORIGIN).onAgent(task.agent()).onNode(task.secret());
  }

  private static Event of(EventType type, Caller by) {
    NodeId actor = by.actor();
    Event event = Event.of(type, actor.toString(), by.origin()).under(by.sponsor());
    return by.token().map(token -> event.withToken(token, by.path())).orElse(event);
  }
}
