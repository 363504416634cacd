package dev.avowry.people;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** A sign-in that nobody could use, or everybody could, stops the start. */
@Singleton
final class SignInLimits {
  private static final int MOST_PER_ACCOUNT = 1_000;
  private static final int MOST_PER_ADDRESS = 1_000_000;
  private static final Duration SHORTEST_FRESH = Duration.ofMinutes(1);
  private static final Duration LONGEST_FRESH = Duration.ofHours(1);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /**
   * What stands at the same place in an address, or in the column that says whose word a role is.
   */
  private static final Set<String> TAKEN = Set.of("hand", "passkey", "password", "setup");

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  void start(@Observes @Priority(1) StartupEvent event, SignInConfig config) {
    check(config);
  }

  static void check(SignInConfig config) {
    CannotStart.unless(
        config.failuresPerAccount() >= 1 && config.failuresPerAccount() <= MOST_PER_ACCOUNT,
        "avowry.sign-in.failures-per-account must be from 1 to 1000");
    CannotStart.unless(
        config.failuresPerAddress() >= 1 && config.failuresPerAddress() <= MOST_PER_ADDRESS,
        "avowry.sign-in.failures-per-address must be from 1 to 1000000");
    CannotStart.unless(
        config.freshFor().compareTo(SHORTEST_FRESH) >= 0
            && config.freshFor().compareTo(LONGEST_FRESH) <= 0,
        "avowry.sign-in.fresh-for must be from 1 minute to 1 hour");
    config.providers().forEach(SignInLimits::check);
  }

  private static void check(String name, SignInConfig.Provider provider) {
    String setting = "avowry.sign-in.providers." + name;
    CannotStart.unless(
        NAME.matcher(name).matches() && !TAKEN.contains(name),
        setting + ": a name has lower-case letters, digits and dashes, and is no page of ours");
    CannotStart.unless(
        isIssuer(provider.issuer()), setting + ".issuer must be an https address without query");
    CannotStart.unless(
        !provider.clientId().isBlank() && !provider.clientSecret().isBlank(),
        setting + " needs a client-id and a client-secret");
    CannotStart.unless(
        provider.roles().values().stream().allMatch(role -> Role.named(role).isPresent()),
        setting + ".roles may give admin, security, auditor and operator, and nothing else");
  }

  /** A provider on this very machine may go without TLS, for trying things out. */
  private static boolean isIssuer(String text) {
    try {
      URI uri = new URI(text);
      boolean secure = "https".equals(uri.getScheme());
      boolean local = "http".equals(uri.getScheme()) && LOCAL.contains(uri.getHost());
      return (secure || local)
          && uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
