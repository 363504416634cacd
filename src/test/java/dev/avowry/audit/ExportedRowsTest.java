package dev.avowry.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.Hashing;
import dev.avowry.testing.RandomEvents;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The service writes a row's line, the verifier writes it again from what it parsed. */
class ExportedRowsTest {
  private static final int EVENTS = 2_000;

  @Test
  void bothWriteTheSameBytes() throws Exception {
    RandomEvents events = new RandomEvents();
    StringBuilder export = new StringBuilder();
    for (int index = 0; index < EVENTS; index++) {
      EventLine line = EventLine.of(events.next("request " + index), Instant.now());
      export
          .append(
              "{\"index\":%d,\"hash\":\"%s\",".formatted(index, new Hashing().leaf(line.bytes())))
          .append("\"event\":")
          .append(line.text())
          .append("}\n");
    }

    try (Export lines =
        new Export(new ByteArrayInputStream(export.toString().getBytes(StandardCharsets.UTF_8)))) {
      for (int index = 0; index < EVENTS; index++) {
        assertTrue(lines.next().orElseThrow().agrees(), "line %d of %s".formatted(index, events));
      }
    }
  }
}
