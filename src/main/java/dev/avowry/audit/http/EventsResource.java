package dev.avowry.audit.http;

import dev.avowry.audit.EventStream;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** The record: page by page, or as a stream of lines. */
@Path("/v1/audit/events")
public class EventsResource {
  /** https://jsonlines.org; what most tools that read it ask for. */
  static final String JSON_LINES = "application/jsonl";

  /** The same by its other name. */
  static final String NDJSON = "application/x-ndjson";

  /** Who does not say what they accept gets a page. */
  private static final String ONLY_IF_ASKED_FOR = ";qs=0.1";

  private final History history;
  private final EventStream stream;

  EventsResource(History history, EventStream stream) {
    this.history = history;
    this.stream = stream;
  }

  /**
   * A page on the wire.
   *
   * @param next the {@code after} of the page that follows; the {@code before} when the newest come
   *     first
   */
  public record EventsView(List<EventView> events, Optional<String> next) {
    static EventsView of(List<PlacedEvent> rows, int limit) {
      List<EventView> events = rows.stream().limit(limit).map(EventView::of).toList();
      return new EventsView(
          events,
          rows.size() > limit
              ? Optional.of(Long.toString(events.getLast().index()))
              : Optional.empty());
    }
  }

  /** Lists rows. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("audit.read")
  public Uni<EventsView> list(@BeanParam EventQuery query) {
    int limit = query.limit();
    return history.events(query.filter(), query.page()).map(rows -> EventsView.of(rows, limit));
  }

  /** Streams rows from the oldest to the newest. */
  @GET
  @Produces(JSON_LINES + ONLY_IF_ASKED_FOR)
  @Permission("audit.read")
  public Uni<Void> lines(@BeanParam EventQuery query, @Context HttpServerResponse response) {
    return send(JSON_LINES, query, response);
  }

  /** The same by the other name. */
  @GET
  @Produces(NDJSON + ONLY_IF_ASKED_FOR)
  @Permission("audit.read")
  public Uni<Void> newlineDelimited(
      @BeanParam EventQuery query, @Context HttpServerResponse response) {
    return send(NDJSON, query, response);
  }

  private Uni<Void> send(String type, EventQuery query, HttpServerResponse response) {
    query.requireStreamable();
    return new Lines(response, type).send(stream.from(query.filter(), query.after()));
  }
}
