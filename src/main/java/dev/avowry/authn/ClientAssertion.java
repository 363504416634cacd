package dev.avowry.authn;

import dev.avowry.federation.AddressedClients;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The rules for a client assertion, RFC 7523 §3: plain, in the order in which they are checked. */
final class ClientAssertion {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** Of a JWT-SVID, draft-ietf-oauth-spiffe-client-auth. */
  static final String SVID_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe";

  /** Far more than any assertion needs. */
  static final int MAX_LENGTH = 8 * 1024;

  private static final Set<String> TYPES = Set.of("JWT", "client-authentication+jwt");

  private ClientAssertion() {}

  /** Whether it says of itself that a client of ours did not make it. */
  static boolean isOfSomebodyElse(CompactJwt assertion) {
    Claims claims = assertion.untrustedClaims();
    return claims.has("iss")
        && !claims.text("iss").equals(claims.text("sub"))
        && claims.text("iss").flatMap(NodeId::parse).isEmpty();
  }

  /** The address that is the {@code client_id} of whoever it says has made it. */
  static Optional<String> claimedAddress(CompactJwt assertion) {
    Claims claims = assertion.untrustedClaims();
    return claims
        .text("sub")
        .filter(AddressedClients::isAddress)
        .filter(subject -> claims.text("iss").equals(Optional.of(subject)));
  }

  /** Whose assertion it says it is; nothing is proven by it. */
  static NodeId claimedClient(CompactJwt assertion) {
    Claims claims = assertion.untrustedClaims();
    String subject = claims.text("sub").orElseThrow(() -> failed("it has no sub"));
    if (!claims.text("iss").map(subject::equals).orElse(false)) {
      throw failed("iss and sub must both be the client_id");
    }
    return NodeId.parse(subject).orElseThrow(ClientAssertion::unproven);
  }

  /** What is used up by it, once everything that a verified assertion must say holds. */
  static SingleUse check(VerifiedJwt assertion, String client, String issuer, Instant now) {
    assertion
        .typ()
        .filter(typ -> !TYPES.contains(typ))
        .ifPresent(
            typ -> {
              throw failed("its typ is that of another kind of JWT");
            });
    return OneRequest.check(
        assertion, SingleUse.Kind.CLIENT_ASSERTION, client, issuer, now, ClientAssertion::failed);
  }

  static Refused failed(String what) {
    return Refusal.refused(Reason.INVALID_CLIENT, "the client assertion was refused: " + what);
  }

  /** The same for a client that is unknown, dead, without such a key, or not the signer. */
  static Refused unproven() {
    return failed("no live client with this client_id has a key that verifies it");
  }
}
