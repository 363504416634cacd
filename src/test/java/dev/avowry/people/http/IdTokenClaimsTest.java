package dev.avowry.people.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.people.OutsidePerson;
import dev.avowry.people.SignInConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is read of an ID token, OpenID Connect Core §2. */
class IdTokenClaimsTest {
  private static final SignInConfig.Provider CORP =
      Objects.requireNonNull(
          new SmallRyeConfigBuilder()
              .withMapping(SignInConfig.class)
              .withDefaultValues(
                  Map.of(
                      "avowry.sign-in.providers.corp.issuer", "https://corp.example",
                      "avowry.sign-in.providers.corp.client-id", "avowry",
                      "avowry.sign-in.providers.corp.client-secret", "secret"))
              .build()
              .getConfigMapping(SignInConfig.class)
              .providers()
              .get("corp"));

  @Test
  @DisplayName("auth_time is when they proved who they are")
  void readsWhenItWasProven() {
    JwtClaims claims = claims();
    claims.setClaim("auth_time", 1_700_000_000L);
    assertEquals(
        Optional.of(Instant.ofEpochSecond(1_700_000_000L)), read(claims).authenticatedAt());
  }

  @Test
  @DisplayName("no auth_time, or zero → nobody knows when; neither 1970 nor now")
  void saysWhenNobodyKnows() {
    assertEquals(Optional.empty(), read(claims()).authenticatedAt());
    JwtClaims zero = claims();
    zero.setClaim("auth_time", 0L);
    assertEquals(Optional.empty(), read(zero).authenticatedAt());
  }

  private static JwtClaims claims() {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer("https://corp.example");
    claims.setSubject("ada");
    return claims;
  }

  private static OutsidePerson read(JwtClaims claims) {
    return new IdTokenClaims(new DefaultJWTCallerPrincipal(claims)).person("corp", CORP);
  }
}
