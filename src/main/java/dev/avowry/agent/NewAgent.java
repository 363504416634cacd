package dev.avowry.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent to be registered.
 *
 * @param vendor whose software it is; at most 64 characters
 * @param authenticators by what it proves itself; none where that is what its platform gives it
 * @param expiresAt when it ends by itself
 * @param boundTokens what each of its tokens has to be bound to
 * @param redirects how it asks humans for their consent
 */
public record NewAgent(
    String name,
    AgentKind kind,
    String purpose,
    Optional<String> vendor,
    AskedCeiling ceiling,
    List<Authenticator> authenticators,
    Optional<CodeRoot> codeRoot,
    Optional<Instant> expiresAt,
    BoundTokens boundTokens,
    RedirectClient redirects,
    boolean byRoles) {
  private static final int MOST = 8;

  /** What is later has no form in RFC 3339. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  public NewAgent {
    Text.line("name", name);
    Text.line("purpose", purpose);
    vendor.ifPresent(Text::vendor);
    if (expiresAt.filter(LAST::isBefore).isPresent()) {
      throw Bounds.refused("expires_at is after the year 9999");
    }
    authenticators = List.copyOf(authenticators);
    authenticators.forEach(NewAgent::requireNoLegacy);
    if (authenticators.size() > MOST) {
      throw Bounds.refused("an agent is registered with at most " + MOST + " credentials");
    }
    if (authenticators.stream().map(Authenticator::thumbprint).distinct().count()
        < authenticators.size()) {
      throw Bounds.refused("jwks holds the same key twice");
    }
  }

  /** One that is not limited by roles. */
  public NewAgent(
      String name,
      AgentKind kind,
      String purpose,
      Optional<String> vendor,
      AskedCeiling ceiling,
      List<Authenticator> authenticators,
      Optional<CodeRoot> codeRoot,
      Optional<Instant> expiresAt,
      BoundTokens boundTokens,
      RedirectClient redirects) {
    this(
        name,
        kind,
        purpose,
        vendor,
        ceiling,
        authenticators,
        codeRoot,
        expiresAt,
        boundTokens,
        redirects,
        false);
  }

  /** One that asks no humans. */
  public NewAgent(
      String name,
      AgentKind kind,
      String purpose,
      Optional<String> vendor,
      AskedCeiling ceiling,
      List<Authenticator> authenticators,
      Optional<CodeRoot> codeRoot,
      Optional<Instant> expiresAt,
      BoundTokens boundTokens) {
    this(
        name,
        kind,
        purpose,
        vendor,
        ceiling,
        authenticators,
        codeRoot,
        expiresAt,
        boundTokens,
        RedirectClient.NONE);
  }

  /** A legacy is for an administrator to allow, by an act of its own. */
  private static void requireNoLegacy(Authenticator authenticator) {
    if (authenticator.isLegacy()) {
      throw Bounds.refused(
          "an agent is not registered with RS256 or a secret: an administrator may add either as a"
              + " further credential");
    }
  }
}
