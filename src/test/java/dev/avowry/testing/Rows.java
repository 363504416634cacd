package dev.avowry.testing;

import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Recorder;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** Rows of the ledger, for tests that need many, and the checkpoints over them. */
public final class Rows {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Rows() {}

  /** Writes rows, and gives the latest checkpoint once it covers so many leaves. */
  public static String checkpointOver(long size) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      Response answer = RestAssured.get("/v1/audit/checkpoint");
      if (answer.statusCode() == 200 && sizeOf(answer.asString()) >= size) {
        return answer.asString();
      }
      write(50);
    }
    throw new AssertionError("no checkpoint over " + size + " leaves within " + PATIENCE);
  }

  /** The size that a note says. */
  public static long sizeOf(String note) {
    return Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
  }

  private static void write(int count) {
    Recorder recorder = Arc.container().instance(Recorder.class).get();
    Event event = Event.of(EventType.TOKEN_REFUSED, Event.ITSELF, Origin.itself("test"));
    try {
      VertxContextSupport.subscribeAndAwait(
          () ->
              Multi.createFrom()
                  .range(0, count)
                  .onItem()
                  .transformToUniAndConcatenate(any -> noted(recorder, event))
                  .collect()
                  .last());
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Uni<Boolean> noted(Recorder recorder, Event event) {
    return recorder.note(event).replaceWith(true);
  }
}
