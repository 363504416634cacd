package dev.avowry.authn;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Algorithm;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules for a proof that an agent holds a key which it adds for itself. Its header has the key
 * ({@code jwk}) and a {@code typ} that no other JWT of a client has; its claims are those of a
 * client assertion.
 */
final class SuccessorProof {
  static final String TYPE = "successor-key+jwt";

  private SuccessorProof() {}

  static CompactJwt parse(String text) {
    CompactJwt proof =
        CompactJwt.parse(text, ClientAssertion.MAX_LENGTH).orRefuse(Reason.INVALID_REQUEST);
    if (!proof.typ().equals(Optional.of(TYPE))) {
      throw failed("its typ must be " + TYPE);
    }
    return proof;
  }

  /** The key that is to be added. */
  static Jwk key(CompactJwt proof) {
    Jwk key = proof.keyBroughtAlong();
    if (key.algorithm() == Algorithm.RS256) {
      throw failed("RS256 is a legacy: use PS256, ES256 or EdDSA");
    }
    return key;
  }

  /** What is used up by it, once everything that a verified proof must say holds. */
  static SingleUse check(VerifiedJwt proof, NodeId client, String issuer, Instant now) {
    String id = client.toString();
    Optional<String> said = Optional.of(id);
    if (!proof.claims().text("iss").equals(said) || !proof.claims().text("sub").equals(said)) {
      throw failed("iss and sub must both be the client_id");
    }
    return OneRequest.check(
        proof, SingleUse.Kind.SUCCESSOR_PROOF, id, issuer, now, SuccessorProof::failed);
  }

  static Refused failed(String what) {
    return Refusal.refused(Reason.INVALID_REQUEST, "the proof of the new key was refused: " + what);
  }
}
