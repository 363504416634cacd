package dev.avowry.audit.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.History;
import dev.avowry.ledger.PlacedEvent;
import dev.avowry.ledger.Span;
import dev.avowry.ledger.Tile;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.util.List;

/** The rows behind a tile of leaves, as C2SP tlog-tiles bundles them. */
@Path("/v1/audit/tile/entries/{index: .+}")
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public class EntriesResource {
  /** Leaves beyond have no number. */
  private static final long HIGHEST = Long.MAX_VALUE / Tile.FULL - 1;

  private static final int LONGEST = 0xffff;

  private final History history;

  EntriesResource(History history) {
    this.history = history;
  }

  /** The bundle: each entry is its length, two bytes, big end first, and the line. */
  @GET
  @Permission("audit.read")
  public Uni<byte[]> read(@PathParam("index") String index) {
    Tile tile =
        Tile.parse("0/" + index)
            .filter(named -> named.index() <= HIGHEST)
            .orElseThrow(EntriesResource::noSuchBundle);
    long first = tile.index() * Tile.FULL;
    Span span = new Span(first - 1, first + tile.width(), false, tile.width());
    return history.events(EventFilter.ALL, span).map(rows -> bundle(rows, tile.width()));
  }

  /** All or nothing: who reads counts the entries from the first. */
  private static byte[] bundle(List<PlacedEvent> rows, int width) {
    if (rows.size() != width) {
      throw noSuchBundle();
    }
    List<byte[]> lines = rows.stream().map(row -> row.line().bytes()).toList();
    if (lines.stream().anyMatch(line -> line.length > LONGEST)) {
      throw noSuchBundle();
    }
    ByteBuffer bundle =
        ByteBuffer.allocate(lines.stream().mapToInt(line -> Short.BYTES + line.length).sum());
    lines.forEach(line -> bundle.putShort((short) line.length).put(line));
    return bundle.array();
  }

  private static RuntimeException noSuchBundle() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such bundle, or a row that was in it is gone");
  }
}
