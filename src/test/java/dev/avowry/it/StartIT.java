package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Without a configured database")
class StartIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Folders.fresh("start");
  }

  @Test
  @DisplayName("data outlive a stop and a kill, and no server is left behind")
  void outlivesStopAndKill() throws Exception {
    String jwks;
    List<ProcessHandle> servers;
    try (AvowryProcess first = AvowryProcess.in(folder).start()) {
      assertTrue(first.output().contains("Issuer  http://localhost:"), first.output());
      assertTrue(first.output().contains("/v1   (contract: openapi.yaml)"), first.output());
      assertEquals(200, new Administrator(first).redeem(first.bootstrapToken()).statusCode());
      jwks = first.get("/jwks").body();
      servers = first.children();
      assertFalse(servers.isEmpty());
      first.terminate();
      awaitEnd(servers);
    }

    try (AvowryProcess second = AvowryProcess.in(folder).start()) {
      assertEquals(jwks, second.get("/jwks").body());
      assertFalse(second.printedBootstrapToken(), "somebody is in already");
      servers = second.children();
      second.kill();
    }

    try (AvowryProcess third = AvowryProcess.in(folder).start()) {
      assertEquals(jwks, third.get("/jwks").body());
      awaitEnd(servers);
      third.terminate();
    }
  }

  private static void awaitEnd(List<ProcessHandle> servers) throws Exception {
    Within.within(
        SOON,
        "the servers are gone: " + servers,
        () -> servers.stream().noneMatch(ProcessHandle::isAlive));
  }
}
