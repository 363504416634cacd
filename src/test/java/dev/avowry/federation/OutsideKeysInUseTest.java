package dev.avowry.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.OutsideIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The keys of outside issuers, as tokens meet them. */
@AvowryTest
class OutsideKeysInUseTest extends FederationSetting {
  @Test
  @DisplayName("rotated: the new key counts, the old one no more (A-026)")
  void areRotated() throws Exception {
    ruled(platform.trusted("gitlab"), Map.of("project_id", "42"), isAgent());
    String old = platform.token(platform.gitlab("7", "42", "main"));
    token(OutsideIssuer.asClient(old, READ));

    platform.rotate();
    Eventually.within(
        Duration.ofSeconds(10),
        "the new key counts",
        () -> {
          String token = platform.token(platform.gitlab("7", "42", "main"));
          return OutsideIssuer.asClient(token, READ).statusCode() == 200;
        });
    refused(OutsideIssuer.asClient(old, READ));
  }

  @Test
  @DisplayName("huge, many, redirected, not there → 503, and nothing is let in (A-023, A-090)")
  void areNotFetched() throws Exception {
    ruled(platform.trusted("gitlab"), Map.of("project_id", "42"), isAgent());
    String token = platform.token(platform.gitlab("7", "42", "main"));
    platform.answer(200, "{\"keys\": [], \"x\": \"" + "a".repeat(70_000) + "\"}");
    unavailable(token);
    platform.answer(200, "not json");
    unavailable(token);
    platform.answer(500, "{}");
    unavailable(token);
    try (OutsideIssuer elsewhere = OutsideIssuer.start()) {
      platform.redirect(elsewhere.jwksUri());
      platform.answer(302, "");
      unavailable(token);
      assertEquals(0, elsewhere.fetched());
    }
  }

  @Test
  @DisplayName("given: used without asking anybody; others may be given")
  void areGiven() {
    Map<String, Object> body = platform.trust("gitlab");
    body.remove("jwks_uri");
    body.put("jwks", Map.of("keys", List.of(platform.key().toPublicJWK().toJSONObject())));
    String trust = OutsideIssuer.registered(body);
    ruled(trust, Map.of("project_id", "42"), isAgent());
    String old = platform.token(platform.gitlab("7", "42", "main"));
    token(OutsideIssuer.asClient(old, READ));

    platform.rotate();
    Api.admin()
        .body(Map.of("jwks", Map.of("keys", List.of(platform.key().toPublicJWK().toJSONObject()))))
        .patch("/v1/trusted-issuers/{id}", trust)
        .then()
        .statusCode(200);

    refused(OutsideIssuer.asClient(old, READ));
    token(OutsideIssuer.asClient(platform.token(platform.gitlab("7", "42", "main")), READ));
    assertEquals(0, platform.fetched());
  }

  /** The same whether they were asked for just now or a pause ago; here until they were. */
  private void unavailable(String token) throws Exception {
    int before = platform.fetched();
    Eventually.within(
        Duration.ofSeconds(10),
        "the keys are asked for again",
        () -> {
          Expect.oauthError(503, "temporarily_unavailable", OutsideIssuer.asClient(token, READ));
          return platform.fetched() > before;
        });
  }
}
