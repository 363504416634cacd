package dev.avowry.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.vault.SecretFields;
import dev.avowry.vault.SecretType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a role is, the fields of its secret say. */
class PlaceTest {
  @Test
  void hasTheUsualPortItsRolesDatabaseAndTls() {
    assertEquals(
        new Place.Reading.Found(
            new Place("db.example", 5432, "app", "app", true, Optional.empty())),
        of(Map.of("host", "db.example")));
  }

  @Test
  void isWhatIsSaid() {
    assertEquals(
        new Place.Reading.Found(
            new Place("10.0.0.7", 6543, "main", "app", false, Optional.of("a certificate"))),
        of(
            Map.of(
                "host",
                "10.0.0.7",
                "port",
                "6543",
                "database",
                "main",
                "tls",
                "none",
                "ca",
                "a certificate")));
  }

  @ParameterizedTest
  @CsvSource({
    "host,db.example/x",
    "host,db example",
    "host,user@db.example",
    "host,-db",
    "host,[::1]",
    "port,0",
    "port,65536",
    "port,5432x",
    "port,99999",
    "tls,prefer",
    "tls,off",
    "username,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "database,äääääääääääääääääääääääääääääääää"
  })
  void isNowhereWhenAFieldIsNotFit(String field, String value) {
    Map<String, String> fields = new HashMap<>(Map.of("host", "db.example"));
    fields.put(field, value);
    assertInstanceOf(Place.Reading.Unfit.class, of(fields));
  }

  @Test
  void isNowhereWithoutAHost() {
    assertInstanceOf(Place.Reading.Unfit.class, of(Map.of()));
  }

  @Test
  void doesNotShowItself() {
    assertTrue(
        of(Map.of("host", "db.example")).toString().indexOf("db.example") < 0, "it shows itself");
  }

  private static Place.Reading of(Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(Map.of("username", "app", "password", "hunter2"));
    fields.putAll(more);
    return Place.of(SecretFields.of(SecretType.DATABASE, fields));
  }
}
