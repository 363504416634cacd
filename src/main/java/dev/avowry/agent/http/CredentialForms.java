package dev.avowry.agent.http;

import dev.avowry.agent.Authenticator;
import dev.avowry.agent.ClientSecret;
import dev.avowry.agent.SecretConfig;
import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Jwk;
import dev.avowry.web.Caller;
import dev.avowry.web.EndpointRule;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** What a credential that is asked for will be; a legacy only when an administrator asks. */
@Singleton
final class CredentialForms {
  private static final long SHORTEST_SECONDS = 60;

  private final EndpointRule rule;
  private final SecretConfig config;
  private final SecureRandom random;
  private final Clock clock;

  CredentialForms(EndpointRule rule, SecretConfig config, SecureRandom random, Clock clock) {
    this.rule = rule;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  NewCredential read(CredentialRequest request, Caller by) {
    request.requireOne();
    return request
        .jwk()
        .map(jwk -> key(jwk, request, by))
        .or(() -> request.jwksUri().map(this::keysAt))
        .or(() -> request.secret().map(asked -> secret(asked, by)))
        .or(() -> request.certificate().map(CredentialForms::certificate))
        .orElseThrow();
  }

  private static NewCredential key(Map<String, Object> jwk, CredentialRequest request, Caller by) {
    Authenticator.Key key = new Authenticator.Key(Jwk.parse(jwk));
    if (key.isLegacy() && !request.allowRs256().orElse(false)) {
      throw Refusal.refused(
          Reason.INVALID_KEY,
          "RS256 is a legacy: use PS256, ES256 or EdDSA, or have an administrator set allow_rs256");
    }
    if (key.isLegacy()) {
      requireAdmin(by);
    }
    return NewCredential.of(key);
  }

  private NewCredential keysAt(String uri) {
    return NewCredential.of(new Authenticator.KeysAt(rule.check("jwks_uri", uri)));
  }

  private static NewCredential certificate(CertificateNameView name) {
    return NewCredential.of(new Authenticator.Certificate(name.toName()));
  }

  private NewCredential secret(CredentialRequest.SecretRequest asked, Caller by) {
    requireAdmin(by);
    Duration life = asked.expiresIn().map(this::life).orElseGet(config::life);
    ClientSecret secret = ClientSecret.random(random);
    return new NewCredential(
        new Authenticator.Secret(SecretHash.of(secret.text())),
        Optional.of(clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS)),
        Optional.of(secret));
  }

  private Duration life(long seconds) {
    long most = config.longestLife().toSeconds();
    if (seconds < SHORTEST_SECONDS || seconds > most) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "expires_in of a secret must be from %d to %d seconds".formatted(SHORTEST_SECONDS, most));
    }
    return Duration.ofSeconds(seconds);
  }

  private static void requireAdmin(Caller by) {
    if (!by.isAdmin()) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "only an administrator may allow an agent a secret or RS256");
    }
  }
}
