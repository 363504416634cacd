package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database that was set back to an older state")
class RestoreIT {
  private static final String ISSUER = "https://id.example.org";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern ACCEPT =
      Pattern.compile("AVOWRY_AUDIT_ACCEPT=([0-9]+-[0-9a-f]{16})");
  private static final Pattern SIZE = Pattern.compile("\"size\" : ([0-9]+)");
  private static final String EVERYTHING = "\"id\":\"*\"";

  private Path folder;
  private Path backup;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Folders.fresh("restore");
    backup = folder.resolve("backup");
  }

  @Test
  @DisplayName("is noticed at the start, and issues nothing until an operator accepts it, once")
  void isNoticed() throws Exception {
    AgentClient agent = registerAndBackUp();
    useAfterBackup(agent);

    restore();
    String accept;
    try (AvowryProcess halted = start("")) {
      accept = asked(halted);
      assertEquals(503, agent.askForToken(halted).statusCode());
      assertEquals(200, halted.status("/jwks"));
      Within.within(
          SOON, "every token of the lost time has ended", () -> list(halted).contains(EVERYTHING));
      halted.terminate();
    }

    try (AvowryProcess accepted = start(accept)) {
      assertEquals(200, agent.askForToken(accepted).statusCode());
      awaitLargerThan(Long.parseLong(accept.substring(0, accept.indexOf('-'))));
      accepted.terminate();
    }
    try (AvowryProcess again = start(accept)) {
      assertFalse(ACCEPT.matcher(again.output()).find(), again.output());
      assertEquals(200, agent.askForToken(again).statusCode());
      again.terminate();
    }

    restore();
    try (AvowryProcess halted = start(accept)) {
      assertEquals(accept, asked(halted));
      assertEquals(503, agent.askForToken(halted).statusCode());
      halted.terminate();
    }
  }

  private AgentClient registerAndBackUp() throws Exception {
    try (AvowryProcess first = start("")) {
      Administrator administrator = new Administrator(first);
      administrator.comeInBy(first.bootstrapToken());
      AgentClient agent = AgentClient.registeredBy(administrator, ISSUER);
      assertEquals(200, agent.askForToken(first).statusCode());
      awaitLargerThan(0);
      first.terminate();
      copy(cluster(), backup);
      return agent;
    }
  }

  private void useAfterBackup(AgentClient agent) throws Exception {
    try (AvowryProcess second = start("")) {
      long before = sizeOutside();
      for (int i = 0; i < 20; i++) {
        assertEquals(200, agent.askForToken(second).statusCode());
      }
      awaitLargerThan(before + 15);
      second.terminate();
    }
  }

  private void restore() throws Exception {
    run("rm", "-r", cluster().toString());
    copy(backup, cluster());
  }

  private AvowryProcess start(String accept) throws Exception {
    AvowryProcess.Setup setup =
        AvowryProcess.in(folder)
            .with("AVOWRY_ISSUER", ISSUER)
            .with("AVOWRY_AUDIT_CHECKPOINT_EVERY", "1s");
    return (accept.isEmpty() ? setup : setup.with("AVOWRY_AUDIT_ACCEPT", accept)).start();
  }

  private static String asked(AvowryProcess halted) {
    Matcher matcher = ACCEPT.matcher(halted.output());
    assertTrue(matcher.find(), halted.output());
    return matcher.group(1);
  }

  private static String list(AvowryProcess at) throws Exception {
    return at.send(
            HttpRequest.newBuilder(at.uri("/revocations")).header("Accept", "application/json"))
        .body();
  }

  private void awaitLargerThan(long size) throws Exception {
    Within.within(SOON, "a checkpoint larger than " + size, () -> sizeOutside() > size);
  }

  private long sizeOutside() throws IOException {
    Path file = folder.resolve("data").resolve("checkpoint.json");
    if (!Files.exists(file)) {
      return 0;
    }
    Matcher matcher = SIZE.matcher(Files.readString(file));
    assertTrue(matcher.find());
    return Long.parseLong(matcher.group(1));
  }

  private Path cluster() {
    return folder.resolve("data").resolve("postgres").resolve("cluster");
  }

  /** With its owner and its permissions, which PostgreSQL insists on. */
  private static void copy(Path from, Path to) throws Exception {
    run("cp", "-a", from.toString(), to.toString());
  }

  private static void run(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
