package dev.avowry.people;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInLimitsTest {
  private static final Elsewhere GOOD =
      new Elsewhere("https://id.example/realms/a", "avowry", "secret", Map.of("staff", "admin"));

  private record Settings(
      int failuresPerAccount,
      int failuresPerAddress,
      Duration freshFor,
      Map<String, Provider> providers)
      implements SignInConfig {}

  private record Elsewhere(
      String issuer, String clientId, String clientSecret, Map<String, String> roles)
      implements SignInConfig.Provider {
    @Override
    public Optional<String> label() {
      return Optional.empty();
    }

    @Override
    public String groupsClaim() {
      return "groups";
    }

    @Override
    public boolean createSponsors() {
      return false;
    }

    @Override
    public boolean mfa() {
      return false;
    }

    @Override
    public SignInConfig.WhenRefused whenRefused() {
      return SignInConfig.WhenRefused.IGNORE;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, PT1M", "1000, 1000000, PT1H", "10, 100, PT10M"})
  void takesWhatSomebodyCouldUse(int account, int address, Duration fresh) {
    assertDoesNotThrow(
        () -> SignInLimits.check(new Settings(account, address, fresh, Map.of("corp", GOOD))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, PT1M",
    "1001, 1, PT1M",
    "1, 0, PT1M",
    "1, 1000001, PT1M",
    "1, 1, PT59S",
    "1, 1, PT61M"
  })
  void refusesEveryOtherNumber(int account, int address, Duration fresh) {
    assertThrows(
        CannotStart.class,
        () -> SignInLimits.check(new Settings(account, address, fresh, Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "setup", "password", "passkey", "hand", "Corp", "a/b", "-a", "a.b"})
  void refusesNamesThatMeanSomethingElse(String name) {
    refused(name, GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://id.example",
        "ftp://id.example",
        "https://",
        "https://id.example?a",
        "https://id.example#a",
        "https://user@id.example",
        "id.example",
        "https://id example"
      })
  void refusesEveryOtherIssuer(String issuer) {
    refused("corp", new Elsewhere(issuer, "avowry", "secret", Map.of()));
  }

  @Test
  void refusesProvidersWithoutCredentialsOrWithUnknownRoles() {
    refused("corp", new Elsewhere(GOOD.issuer(), " ", "secret", Map.of()));
    refused("corp", new Elsewhere(GOOD.issuer(), "avowry", "", Map.of()));
    refused("corp", new Elsewhere(GOOD.issuer(), "avowry", "secret", Map.of("staff", "root")));
  }

  @Test
  void takesAProviderOnThisMachineWithoutTls() {
    Elsewhere local = new Elsewhere("http://127.0.0.1:8180/realms/a", "a", "b", Map.of());
    assertDoesNotThrow(() -> SignInLimits.check(settings("corp", local)));
  }

  private static void refused(String name, Elsewhere provider) {
    assertThrows(CannotStart.class, () -> SignInLimits.check(settings(name, provider)));
  }

  private static Settings settings(String name, Elsewhere provider) {
    return new Settings(10, 100, Duration.ofMinutes(10), Map.of(name, provider));
  }
}
