package dev.avowry.key;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of issuing that make no sense stop the start. */
class CaLimitsTest {
  private record Ca(Optional<String> trustDomain, Duration certificateTtl, Duration jwtSvidTtl)
      implements CaConfig {}

  private static Ca of(String domain, String certificate, String jwt) {
    return new Ca(Optional.of(domain), Duration.parse(certificate), Duration.parse(jwt));
  }

  @Test
  void takesWhatIsWithin() {
    assertDoesNotThrow(() -> CaLimits.check(of("agents.example", "PT5M", "PT1M")));
    assertDoesNotThrow(() -> CaLimits.check(of("agents_1.example", "P1D", "PT15M")));
    assertDoesNotThrow(
        () -> CaLimits.check(new Ca(Optional.empty(), Duration.ofHours(1), Duration.ofMinutes(5))));
  }

  @ParameterizedTest(name = "trust domain ''{0}''")
  @ValueSource(
      strings = {"", "Agents.example", "a/b", "spiffe://a", "a:1", "a b", "a%20b", "ä", "a@b"})
  void refusesWhatIsNoTrustDomain(String domain) {
    assertThrows(CannotStart.class, () -> CaLimits.check(of(domain, "PT1H", "PT5M")));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"PT4M59S, PT5M", "PT24H1S, PT5M", "PT1H, PT59S", "PT1H, PT15M1S"})
  void refusesLivesThatAreTooShortOrTooLong(String certificate, String jwt) {
    assertThrows(CannotStart.class, () -> CaLimits.check(of("a", certificate, jwt)));
  }
}
