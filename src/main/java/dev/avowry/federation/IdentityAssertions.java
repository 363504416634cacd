package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.CompactJwt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Takes an assertion of an enterprise's identity provider for what it says of a human, or refuses
 * it. Who that human is to us it does not know.
 */
@ApplicationScoped
public class IdentityAssertions {
  /** As authorization_grant_profiles_supported has it. */
  public static final String PROFILE = "urn:ietf:params:oauth:grant-profile:id-jag";

  private static final int MAX_LENGTH = 8 * 1024;

  private final TrustStore store;
  private final OutsideSignatures signatures;
  private final Clock clock;

  IdentityAssertions(TrustStore store, OutsideSignatures signatures, Clock clock) {
    this.store = store;
    this.signatures = signatures;
    this.clock = clock;
  }

  /** Whether the text says of itself that it is one. */
  public static boolean isOne(String text) {
    return CompactJwt.parse(text, MAX_LENGTH)
        .jwt()
        .flatMap(CompactJwt::typ)
        .filter(IdentityAssertion.TYP::equals)
        .isPresent();
  }

  /**
   * What the assertion says to this client. It is still to be used up, and what it rests on is
   * still to be checked. Refused with {@link Reason#INVALID_GRANT}.
   */
  public Uni<AssertedIdentity> admit(String text, NodeId client) {
    CompactJwt jwt = CompactJwt.parse(text, MAX_LENGTH).orRefuse(Reason.INVALID_GRANT);
    return store
        .trust(jwt.untrustedClaims().text("iss").orElse(""))
        .map(found -> found.filter(Trust::isLive).filter(IdentityAssertions::isOfHumans))
        .map(found -> found.orElseThrow(IdentityAssertions::unproven))
        .chain(trust -> admit(jwt, trust, client))
        .onFailure(Refused.class)
        .transform(IdentityAssertions::ofGrant);
  }

  private Uni<AssertedIdentity> admit(CompactJwt jwt, Trust trust, NodeId client) {
    return signatures
        .verified(jwt, trust.issuer())
        .map(token -> IdentityAssertion.check(token, trust, client, clock.instant()));
  }

  private static boolean isOfHumans(Trust trust) {
    return trust.issuer().profile().speaksOfHumans();
  }

  /** What is wrong with the assertion is wrong with the grant: the client has proven itself. */
  private static Throwable ofGrant(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.INVALID_CLIENT
        ? Refusal.refused(Reason.INVALID_GRANT, refused.refusal().detail())
        : failure;
  }

  private static Refused unproven() {
    return IdentityAssertion.failed("no live trusted issuer of identity assertions has signed it");
  }
}
