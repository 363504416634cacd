package dev.avowry.mcp.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.CannotStart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LobbyTest {
  private static Lobby lobby(String... origins) {
    return new Lobby("https://avowry.example", () -> Optional.of(List.of(origins)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "inspector.example",
        "https://inspector.example/",
        "https://inspector.example/path",
        "https://*.example",
        "ftp://inspector.example",
        "https://a@inspector.example"
      })
  void takesOriginsAlone(String origin) {
    CannotStart refused = assertThrows(CannotStart.class, () -> lobby(origin));
    assertTrue(refused.getMessage().contains("avowry.mcp.origins"), refused.getMessage());
  }

  @Test
  void takesPorts() {
    assertDoesNotThrow(() -> lobby("https://inspector.example", "http://localhost:6274"));
  }
}
