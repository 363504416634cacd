package dev.avowry.console.http;

import dev.avowry.console.Csv;
import dev.avowry.console.RosterLine;
import dev.avowry.console.RosterQuery;
import dev.avowry.console.RosterStream;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The whole list as a file, read and sent chunk by chunk. What fails in the middle ends the
 * connection without an end of the body, so that half a list is never taken for the whole.
 */
@BySession
@Path("/console")
public class ExportResource {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "kind",
          "purpose",
          "sponsor",
          "sponsor_name",
          "state",
          "expires_at",
          "last_used_at",
          "created_at");

  private final Reach reach;
  private final RosterStream roster;

  ExportResource(Reach reach, RosterStream roster) {
    this.reach = reach;
    this.roster = roster;
  }

  /** Lines of JSON. */
  @GET
  @Path("/agents/export/agents.jsonl")
  @Permission("console.read")
  public Uni<Void> jsonLines(@BeanParam RosterForm form, @Context HttpServerResponse response) {
    return send(form.query(reach.limit()), "application/jsonl", "", ExportResource::json, response);
  }

  /** For a spreadsheet. */
  @GET
  @Path("/agents/export/agents.csv")
  @Permission("console.read")
  public Uni<Void> csv(@BeanParam RosterForm form, @Context HttpServerResponse response) {
    return send(
        form.query(reach.limit()),
        "text/csv;charset=UTF-8",
        Csv.line(COLUMNS),
        line -> Csv.line(cells(line)),
        response);
  }

  private Uni<Void> send(
      RosterQuery query,
      String type,
      String head,
      Function<RosterLine, String> form,
      HttpServerResponse response) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader("Content-Disposition", "attachment");
    return write(head, response)
        .chain(
            () ->
                roster
                    .of(query)
                    .onItem()
                    .transformToUniAndConcatenate(lines -> write(text(lines, form), response))
                    .onItem()
                    .ignoreAsUni())
        .chain(() -> Uni.createFrom().completionStage(() -> response.end().toCompletionStage()))
        .onFailure()
        .invoke(() -> response.reset());
  }

  private static Uni<Void> write(String text, HttpServerResponse response) {
    return text.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().completionStage(() -> response.write(text).toCompletionStage());
  }

  private static String text(List<RosterLine> lines, Function<RosterLine, String> form) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(form.apply(line)));
    return text.toString();
  }

  private static String json(RosterLine line) {
    JsonObject object = new JsonObject();
    List<String> cells = cells(line);
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        object.put(COLUMNS.get(i), cells.get(i));
      }
    }
    return object.encode() + '\n';
  }

  private static List<String> cells(RosterLine line) {
    return List.of(
        line.id().toString(),
        line.name(),
        line.kind().code(),
        line.purpose(),
        line.sponsor().toString(),
        line.sponsorName(),
        Shown.code(line.state()),
        text(line.expiresAt()),
        text(line.lastUsedAt()),
        line.createdAt().toString());
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }
}
