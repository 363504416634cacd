package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Extent;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.OwnResources;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much of what is asked for is given: all of it, or none. Nothing is ever narrowed silently.
 */
final class Attenuation {
  private Attenuation() {}

  /** The scopes as asked for. None asked for is none given. */
  static Set<String> scopes(Set<String> asked, Ceiling ceiling) {
    asked.stream()
        .filter(scope -> !ceiling.scopes().covers(scope))
        .findAny()
        .ifPresent(
            scope -> {
              throw Refusal.refused(
                  Reason.INVALID_SCOPE, "a scope is not within the client's ceiling");
            });
    return asked;
  }

  /**
   * The scopes of an exchanged token: as asked for, within the subject token's. None asked for is
   * what the subject token has and the ceiling allows, RFC 8693 §2.2.1.
   */
  static Set<String> scopes(Set<String> asked, Set<String> subject, Ceiling ceiling) {
    if (asked.isEmpty()) {
      return switch (Extent.only(subject).meet(ceiling.scopes())) {
        case Extent.Only only -> only.values();
        case Extent.Any any -> throw new IllegalStateException("a token has every scope");
      };
    }
    if (!subject.containsAll(asked)) {
      throw Refusal.refused(Reason.INVALID_SCOPE, "a scope is not within the subject token's");
    }
    return scopes(asked, ceiling);
  }

  /**
   * The resource server that the token is for: the one asked for, or the only one that there is.
   * Avowry itself may always be asked for, since its own operations have permissions of their own.
   */
  static String audience(
      Optional<String> asked, Optional<String> usual, Ceiling ceiling, String issuer) {
    String audience = asked.or(() -> usual).orElseGet(() -> onlyOne(ceiling));
    if (!OwnResources.has(issuer, audience) && !ceiling.resources().covers(audience)) {
      throw Refusal.refused(
          Reason.INVALID_TARGET, "the resource is not within the client's ceiling");
    }
    return audience;
  }

  private static String onlyOne(Ceiling ceiling) {
    if (ceiling.resources() instanceof Extent.Only only && only.values().size() == 1) {
      return only.values().iterator().next();
    }
    throw Refusal.refused(
        Reason.INVALID_TARGET, "name the resource that the token is for: the parameter resource");
  }

  /**
   * When a client's token expires, in whole seconds: with what the client stands on and proved
   * itself by, in every grant.
   *
   * @param now in whole seconds
   * @param others what else it may not outlive
   */
  static Instant expiry(
      Instant now,
      Duration usual,
      Ceiling ceiling,
      AuthenticatedClient client,
      Stream<Instant> others) {
    return expiry(now, usual, ceiling, Stream.concat(client.ends(now), others));
  }

  /**
   * When the token expires, in whole seconds.
   *
   * @param now in whole seconds
   * @param ends what it may not outlive
   */
  static Instant expiry(Instant now, Duration usual, Ceiling ceiling, Stream<Instant> ends) {
    Duration longest = usual.compareTo(ceiling.maxTtl()) < 0 ? usual : ceiling.maxTtl();
    Instant expiry = ends.reduce(now.plus(longest), (a, b) -> a.isBefore(b) ? a : b);
    Instant whole = expiry.truncatedTo(ChronoUnit.SECONDS);
    if (!whole.isAfter(now)) {
      throw Refusal.refused(
          Reason.INVALID_GRANT, "authority that the token would rest on ends within a second");
    }
    return whole;
  }
}
