package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.EverythingStored;
import dev.avowry.testing.SeenSecrets;
import dev.avowry.testing.TestDatabase;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSecret;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * comes after all other tests of the service, and looks for every token, password, secret
 * and seed that they have used in all that the service has left behind.
 */
@AvowryTest
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsLeftBehindTest {
  private static final Logger LOG = Logger.getLogger(SecretsLeftBehindTest.class);

  @Test
  @DisplayName("in no line of the log, at the level of debugging")
  void notLogged() {
    assertEquals(List.of(), logged());
  }

  @Test
  @DisplayName("in no row of any table, the ledger's among them, as text or as bytes")
  void notStored() {
    assertEquals(Map.of(), stored());
  }

  @Test
  @DisplayName("in no metric")
  void notMeasured() {
    assertEquals(Optional.empty(), SeenSecrets.findIn(RestAssured.get("/q/metrics").asString()));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @DisplayName("and would be found: one that is a name and in the log is")
  void wouldBeFound() {
    String value = "canary-" + UUID.randomUUID();
    TestHuman sponsor = TestHuman.sponsor();
    TestSecret.keep(sponsor.as(), value);
    TestSecret.keep(sponsor.as(), "other", Map.of("name", value));
    LOG.debugf("this is in the log on purpose: %s", value);

    assertEquals(Set.of("vault_secret", "ledger_event"), stored().keySet());
    assertEquals(1, logged().size(), "lines of the log");
  }

  private static List<String> logged() {
    try (Stream<String> lines = Files.lines(TestDatabase.log(), StandardCharsets.ISO_8859_1)) {
      return lines.flatMap(line -> said(line).stream()).distinct().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Optional<String> said(String line) {
    return SeenSecrets.findIn(line)
        .map(kind -> kind + " in: " + line.substring(0, Math.min(100, line.length())));
  }

  private static Map<String, Set<String>> stored() {
    Map<String, Set<String>> found = new TreeMap<>();
    EverythingStored.forEachRow(
        (table, row) ->
            SeenSecrets.findIn(row)
                .ifPresent(kind -> found.computeIfAbsent(table, any -> new TreeSet<>()).add(kind)));
    return found;
  }
}
