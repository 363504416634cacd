package dev.avowry.authn;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.Sha256;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Claims;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Jwk;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules for a proof of possession, RFC 9449 §4.3: plain, in the order of their checking. */
final class DpopProof {
  /** RS256 is for readers that know nothing newer, and a proof has no such reader. */
  static final List<Algorithm> ALGORITHMS =
      List.of(Algorithm.ES256, Algorithm.EDDSA, Algorithm.PS256);

  private static final String TYP = "dpop+jwt";

  /** Far more than any proof needs, an RSA key of the greatest size included. */
  private static final int MAX_LENGTH = 8 * 1024;

  /** A clock that is 10 seconds ahead must be tolerated, one that is 60 must not; FAPI 2.0. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  /** A proof is made for one request; this is for a slow way and a slow clock. */
  private static final Duration LIFE = Duration.ofSeconds(60);

  private static final int LONGEST_JTI = 255;

  private DpopProof() {}

  /** The proof as nobody has vouched for it yet. */
  static CompactJwt parse(PresentedProof presented) {
    CompactJwt proof =
        CompactJwt.parse(presented.only(), MAX_LENGTH).orRefuse(Reason.INVALID_DPOP_PROOF);
    if (!proof.typ().map(TYP::equals).orElse(false)) {
      throw failed("its typ must be " + TYP);
    }
    return proof;
  }

  /** The key by which it has to be signed: its own. */
  static Jwk key(CompactJwt proof) {
    try {
      Jwk key = proof.keyBroughtAlong();
      if (ALGORITHMS.contains(key.algorithm())) {
        return key;
      }
    } catch (Refused unusable) {
      throw failed(unusable.refusal().detail());
    }
    throw failed("its key must be one for ES256, EdDSA or PS256");
  }

  /**
   * What is used up by it, once everything that a verified proof must say holds.
   *
   * @param key that has signed it
   * @param accessToken the token that it comes with
   */
  static SingleUse check(
      VerifiedJwt proof,
      Thumbprint key,
      PresentedProof presented,
      Optional<String> accessToken,
      Instant now) {
    Claims claims = proof.claims();
    if (!text(claims, "htm").equals(presented.method())) {
      throw failed("its htm is not the request's method");
    }
    Optional<TargetUri> target = TargetUri.parse(text(claims, "htu"));
    if (target.isEmpty() || !target.equals(TargetUri.parse(presented.uri()))) {
      throw failed("its htu is not the request's address, which begins with the issuer");
    }
    Instant made = claims.time("iat").orElseThrow(() -> failed("it has no iat"));
    Instant end = made.plus(LIFE);
    if (made.isAfter(now.plus(AHEAD))) {
      throw failed("its iat is in the future");
    }
    if (!now.isBefore(end)) {
      throw failed("it was made a minute ago or earlier");
    }
    accessToken.ifPresent(token -> requireHash(text(claims, "ath"), token));
    return new SingleUse(SingleUse.Kind.DPOP_PROOF, key.value(), jti(claims), end);
  }

  private static String jti(Claims claims) {
    String jti = text(claims, "jti");
    if (jti.isEmpty() || jti.length() > LONGEST_JTI) {
      throw failed("its jti must have from 1 to 255 characters");
    }
    if (jti.chars().anyMatch(Character::isISOControl)) {
      throw failed("its jti has a control character");
    }
    return jti;
  }

  private static void requireHash(String ath, String accessToken) {
    String hash = Sha256.thumbprint(accessToken);
    if (!MessageDigest.isEqual(bytes(ath), bytes(hash))) {
      throw failed("its ath is not the hash of the access token");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Claims claims, String name) {
    return claims.text(name).orElseThrow(() -> failed("it has no " + name + ", a string"));
  }

  static Refused replayed() {
    return failed("its jti was used before");
  }

  static Refused failed(String what) {
    return Refusal.refused(Reason.INVALID_DPOP_PROOF, "the DPoP proof was refused: " + what);
  }
}
