package dev.avowry.key.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.key.Signatures;
import dev.avowry.testing.AvowryTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@AvowryTest
class ProviderMetricTest {
  @Nested
  class AnOperator {
    @Test
    @DisplayName("GET /q/metrics → which provider computes signatures, and no other")
    void seesTheProvider() {
      List<String> lines =
          RestAssured.get("/q/metrics")
              .asString()
              .lines()
              .filter(line -> line.startsWith("avowry_crypto_provider"))
              .toList();

      assertEquals(
          List.of("avowry_crypto_provider{provider=\"" + Signatures.inUse() + "\"} 1.0"), lines);
    }

    @Test
    @DisplayName("-Davowry.crypto-provider reaches the service that is tested")
    void testsTheProviderThatWasAskedFor() {
      String asked = System.getProperty("avowry.crypto-provider", "auto");
      if (!asked.equals("auto")) {
        assertEquals(asked, Signatures.inUse().toString());
      }
    }
  }
}
