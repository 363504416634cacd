package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings that make no sense stop the start. */
final class VerifierBuilderTest {

  @Test
  void refusesDurationsOutOfBounds() {
    VerifierBuilder builder = Verifier.of("https://avowry.example");

    refused(() -> builder.skew(Duration.ofMillis(-1)));
    refused(() -> builder.skew(Duration.ofSeconds(61)));
    refused(() -> builder.maxStale(Duration.ZERO));
    refused(() -> builder.maxStale(Duration.ofDays(2)));
    refused(() -> builder.pollEvery(Duration.ZERO));
  }

  @Test
  void refusesPlainHttpToOtherMachines() {
    for (String issuer :
        List.of("http://avowry.example", "http://127.0.0.1.evil.example", "file:///", "ftp://x")) {
      refused(() -> Verifier.of(issuer).build());
    }
    refused(
        () ->
            Verifier.of("https://avowry.example")
                .revocationsUri(URI.create("http://cdn.example/revocations"))
                .build());
  }

  @Test
  void takesHttpsAndThisMachine() {
    for (String issuer :
        List.of("https://avowry.example/", "http://localhost:8080", "http://[::1]:8080")) {
      assertDoesNotThrow(() -> Verifier.of(issuer).build().close());
    }
    assertDoesNotThrow(
        () -> Verifier.of("http://avowry.mesh").dangerouslyAllowPlainHttp().build().close());
  }

  @Test
  void refusesAJwksThatIsNone() {
    refused(() -> Verifier.of("https://avowry.example").jwks("[]"));
    refused(() -> Verifier.of("https://avowry.example").jwks("{\"keys\":{}}"));
  }

  private static void refused(Runnable setting) {
    assertThrows(IllegalArgumentException.class, setting::run);
  }
}
