package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example.org",
        "https://id.example.org:8443",
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://[::1]:8080"
      })
  void takesIssuerOfSchemeHostAndPort(String issuer) {
    assertDoesNotThrow(() -> Issuer.check(issuer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id.example.org",
        "//id.example.org",
        "ftp://id.example.org",
        "HTTPS://id.example.org",
        "https://id.example.org/",
        "https://id.example.org/tenant",
        "https://id.example.org?a=b",
        "https://id.example.org#a",
        "https://user@id.example.org",
        "https://",
        "https:id",
        "https://id.example.org:",
        "https://id.example.org ",
        "https://id_x.example.org"
      })
  void refusesEveryOtherIssuer(String issuer) {
    assertThrows(CannotStart.class, () -> Issuer.check(issuer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"postgresql://db:5432/avowry?a=b", "jdbc:postgresql://db:5432/avowry?a=b"})
  void takesDatabaseInBothForms(String url) {
    DatabaseUrl database = DatabaseUrl.parse(url);

    assertEquals("postgresql://db:5432/avowry?a=b", database.reactive());
    assertEquals("jdbc:postgresql://db:5432/avowry?a=b", database.jdbc());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db:5432/avowry", "mysql://db/avowry", "jdbc:mysql://db/avowry", "postgresql://db:5432",
        "postgresql://db/", "postgresql:///avowry", "postgresql://one,two/avowry",
            "postgresql://d b"
      })
  void refusesEveryOtherDatabase(String url) {
    assertThrows(CannotStart.class, () -> DatabaseUrl.parse(url));
  }

  @Test
  @DisplayName("a password in the database's URL is refused and not repeated")
  void keepsPasswordToItself() {
    for (String url : new String[] {"postgresql://u:hunter2@db/avowry", "postgresql://hunter2 @"}) {
      CannotStart refused = assertThrows(CannotStart.class, () -> DatabaseUrl.parse(url));
      assertFalse(refused.getMessage().contains("hunter2"), refused.getMessage());
    }
  }
}
