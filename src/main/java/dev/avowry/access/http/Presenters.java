package dev.avowry.access.http;

import dev.avowry.authn.Possession;
import dev.avowry.authn.PresentedProof;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.token.AccessToken;
import dev.avowry.token.TokenReader;
import dev.avowry.token.TokenType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells whether a token is alive, meant for us, and presented by somebody who may: a bound one by
 * who holds its key, and no other way; RFC 9449 §7.
 */
@ApplicationScoped
class Presenters {
  private final TokenReader reader;
  private final Possession possession;
  private final String issuer;

  Presenters(
      TokenReader reader,
      Possession possession,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.reader = reader;
    this.possession = possession;
    this.issuer = issuer;
  }

  /** The token, or a refusal. */
  Uni<AccessToken> admit(Authorization authorization, PresentedProof proof) {
    return switch (authorization.scheme()) {
      case BEARER ->
          reader
              .readLive(authorization.token())
              .map(found -> found.filter(this::isForUs).orElseThrow(Presenters::notLive))
              .invoke(token -> require(TokenType.BEARER, token));
      case DPOP ->
          reader
              .readKnown(authorization.token())
              .map(found -> found.filter(this::isForUs).orElseThrow(Presenters::notLive))
              .invoke(token -> require(TokenType.DPOP, token))
              .call(token -> prove(token, authorization.token(), proof));
    };
  }

  /** One transaction says that the token is alive and uses the proof up. */
  private Uni<Void> prove(AccessToken token, String text, PresentedProof proof) {
    return possession
        .useUp(proof, text, token.claims().boundTo().orElseThrow(), token.hold())
        .invoke(
            alive -> {
              if (!alive) {
                throw notLive();
              }
            })
        .replaceWithVoid();
  }

  private boolean isForUs(AccessToken token) {
    return token.claims().audience().equals(issuer);
  }

  private static void require(TokenType scheme, AccessToken token) {
    if (token.claims().type() != scheme) {
      throw Refusal.refused(
          Reason.INVALID_TOKEN,
          switch (scheme) {
            case BEARER -> "the access token is bound to a key: Authorization: DPoP, with a proof";
            case DPOP -> "the access token is not bound to a key: Authorization: Bearer";
          });
    }
  }

  private static Refused notLive() {
    return Refusal.refused(
        Reason.INVALID_TOKEN, "the access token is not a live one of this issuer for its own API");
  }
}
