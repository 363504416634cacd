package dev.avowry.demo;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String JWT = "eyJ0eXAiOiJhdCtqd3QifQ.eyJpc3MiOiJhIn0.c2lnbmF0dXJl";

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "avb_short", JWT})
  void neverShowsOneWhole(String secret) {
    assertFalse(Secrets.shortened(secret).contains(secret));
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "client_assertion", "subject_token", "token"})
  void hidesWhatLetsSomebodyIn(String name) {
    assertEquals(Map.of(name, "eyJ0eXAiOiJh…"), Secrets.hidden(Map.of(name, JWT)));
  }

  @Test
  void leavesTheRestAsItIsAndInOrder() {
    Map<String, String> form = Json.object(entry("scope", "orders:read"), entry("resource", "r"));
    assertEquals("{scope=orders:read, resource=r}", Secrets.hidden(form).toString());
  }
}
