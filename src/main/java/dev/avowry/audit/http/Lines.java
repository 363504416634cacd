package dev.avowry.audit.http;

import dev.avowry.ledger.PlacedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Writes chunks of rows as lines, the next when the last has gone out, so that a slow reader holds
 * up nothing but the stream. The framework's own streaming puts brackets and commas around what has
 * JSON in the name of its media type.
 *
 * <p>What fails in the middle ends the connection without an end of the body: a reader never takes
 * half of the record for the whole.
 */
final class Lines {
  private final HttpServerResponse response;
  private final String mediaType;

  Lines(HttpServerResponse response, String mediaType) {
    this.response = response;
    this.mediaType = mediaType;
  }

  Uni<Void> send(Multi<List<PlacedEvent>> chunks) {
    return chunks
        .onItem()
        .transformToUniAndConcatenate(this::write)
        .onItem()
        .ignoreAsUni()
        .chain(this::end)
        .onFailure()
        .invoke(this::breakOff);
  }

  private Uni<Void> write(List<PlacedEvent> rows) {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(EventView.of(row).line()).append('\n'));
    begin();
    return Uni.createFrom()
        .completionStage(() -> response.write(lines.toString()).toCompletionStage());
  }

  private Uni<Void> end() {
    begin();
    return Uni.createFrom().completionStage(() -> response.end().toCompletionStage());
  }

  /** Only now: a failure before the first chunk is still an answer like any other. */
  private void begin() {
    if (!response.headWritten()) {
      response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    }
  }

  private void breakOff() {
    if (response.headWritten()) {
      response.reset();
    }
  }
}
