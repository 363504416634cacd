package dev.avowry.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Beans;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.TestHuman;
import dev.avowry.testing.TestSecret;
import dev.avowry.testing.VaultRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What nobody is given any more is not kept either. */
@AvowryTest
class DestructionTest {
  private TestHuman sponsor;

  @BeforeEach
  void register() {
    sponsor = TestHuman.sponsor();
  }

  @Test
  @DisplayName("POST /v1/revocations of a secret → all its versions are destroyed, on record")
  void destroysWhatWasRevoked() throws Exception {
    TestSecret secret = TestSecret.keep(sponsor.as(), "one");
    secret.replace(sponsor.as(), "two").then().statusCode(201);
    TestSecret other = TestSecret.keep(sponsor.as(), "other");
    Api.order("revoke", "node", secret.id()).then().statusCode(200);

    awaitDestroyed(secret.id());

    assertEquals(1, VaultRows.sealedOf(other.id()));
    Eventually.within(
        Duration.ofSeconds(30),
        "one row",
        () -> versionsDestroyed(secret.id()).equals(List.of("2")));
  }

  @Test
  @DisplayName("DELETE of a folder → what is in it is destroyed")
  void destroysWhatIsInAClosedFolder() throws Exception {
    String folder =
        sponsor
            .as()
            .body(Map.of("name", "of the project"))
            .post("/v1/vault/folders")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    TestSecret secret = TestSecret.keep(sponsor.as(), "one", Map.of("folder", folder));
    sponsor.as().delete("/v1/vault/{id}", folder).then().statusCode(204);

    awaitDestroyed(secret.id());
  }

  @Test
  @DisplayName("what is only suspended is kept")
  void keepsWhatMayComeBack() {
    TestSecret secret = TestSecret.keep(sponsor.as(), "one");
    Api.order("suspend", "node", secret.id()).then().statusCode(200);

    Beans.ask(Destruction.class, Destruction::turn);

    assertEquals(1, VaultRows.sealedOf(secret.id()));
  }

  /** A turn does so many; the whole suite leaves some behind. */
  private static void awaitDestroyed(String secret) throws Exception {
    Eventually.within(
        Duration.ofSeconds(30),
        "it is destroyed",
        () -> {
          Beans.ask(Destruction.class, Destruction::turn);
          return VaultRows.sealedOf(secret) == 0;
        });
  }

  private static List<String> versionsDestroyed(String secret) {
    return Api.admin()
        .get("/v1/audit/events?type=secret_destroyed&node={id}", secret)
        .jsonPath()
        .getList("events.event.detail.versions");
  }
}
