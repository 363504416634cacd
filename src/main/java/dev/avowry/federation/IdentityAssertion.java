package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for an identity assertion, draft-ietf-oauth-identity-assertion-authz-grant: plain, once
 * its signature is proven.
 */
final class IdentityAssertion {
  static final String TYP = "oauth-id-jag+jwt";

  /**
   * What would narrow the grant, or name somebody whom we would have to name too. To overlook it
   * would be to grant more than was meant.
   */
  private static final List<String> UNSUPPORTED =
      List.of("act", "may_act", "authorization_details", "tenant", "aud_tenant", "aud_sub");

  private static final int LONGEST = 255;

  private IdentityAssertion() {}

  /** What it says, if all that it must say holds. */
  static AssertedIdentity check(VerifiedJwt token, Trust trust, NodeId client, Instant now) {
    if (token.typ().filter(TYP::equals).isEmpty()) {
      throw failed("its typ must be " + TYP);
    }
    Claims claims = token.claims();
    OutsideToken.requireFor(claims, trust.issuer(), now);
    if (claims.time("iat").isEmpty()) {
      throw failed("it has no iat");
    }
    if (!claims.text("client_id").map(client.toString()::equals).orElse(false)) {
      throw failed("its client_id is not the client that shows it");
    }
    UNSUPPORTED.stream()
        .filter(claims::has)
        .findFirst()
        .ifPresent(
            name -> {
              throw failed("it has a claim that is not supported: " + name);
            });
    return new AssertedIdentity(
        trust.issuer().id(),
        trust.issuer().issuer(),
        tame(claims, "sub"),
        scopes(claims),
        resources(claims),
        key(claims),
        use(claims, trust.issuer()),
        trust.hold());
  }

  private static Set<String> scopes(Claims claims) {
    return claims
        .text("scope")
        .filter(scope -> !scope.isEmpty())
        .map(scope -> Set.copyOf(List.of(scope.split(" ", -1))))
        .orElse(Set.of());
  }

  private static List<String> resources(Claims claims) {
    if (!claims.has("resource")) {
      return List.of();
    }
    return claims
        .text("resource")
        .map(List::of)
        .or(() -> claims.list("resource"))
        .filter(resources -> !resources.isEmpty())
        .orElseThrow(() -> failed("its resource is neither a string nor a list of strings"));
  }

  /** A key that is not understood is not a key that need not be held. */
  private static Optional<String> key(Claims claims) {
    if (!claims.has("cnf")) {
      return Optional.empty();
    }
    return Optional.of(
        claims
            .object("cnf")
            .filter(cnf -> cnf.names().equals(Set.of("jkt")))
            .flatMap(cnf -> cnf.text("jkt"))
            .orElseThrow(() -> failed("its cnf is not a jkt")));
  }

  private static SingleUse use(Claims claims, TrustedIssuer issuer) {
    return new SingleUse(
        SingleUse.Kind.IDENTITY_ASSERTION,
        issuer.id().toString(),
        tame(claims, "jti"),
        OutsideToken.forgottenAt(claims));
  }

  private static String tame(Claims claims, String name) {
    return claims
        .text(name)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
        .orElseThrow(() -> failed("its %s must have from 1 to 255 characters".formatted(name)));
  }

  static Refused failed(String what) {
    return Refusal.refused(Reason.INVALID_GRANT, "the identity assertion was refused: " + what);
  }
}
