package dev.avowry.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/**
 * A JWS in compact form (RFC 7515 §7.1) that nobody has verified yet. Its payload can be had only
 * through {@link #verified}, so that nothing unsigned is ever read as a claim.
 *
 * <p>There is one spelling of it: three parts, base64url without padding and with no spare bits
 * set, strict JSON.
 */
final class CompactJws {
  /**
   * Members that would let a token bring its own key or change how it is read. They are refused
   * rather than ignored: the issuer writes none of them, and nothing is ever fetched for a token.
   */
  private static final Set<String> NEVER = Set.of("crit", "b64", "jwk", "jku", "x5u", "x5c", "zip");

  private static final String OWN_KEY = "jwk";

  /** Longer than any {@code kid} that the issuer gives, short enough to look up. */
  private static final int KID_LENGTH_MAX = 256;

  private final Members header;
  private final Algorithm algorithm;
  private final String signed;
  private final byte[] payload;
  private final byte[] signature;

  private CompactJws(
      Members header, Algorithm algorithm, String signed, byte[] payload, byte[] signature) {
    this.header = header;
    this.algorithm = algorithm;
    this.signed = signed;
    this.payload = payload;
    this.signature = signature;
  }

  /**
   * Takes the form apart.
   *
   * @param type what {@code typ} must be, with or without {@code application/} (RFC 7515 §4.1.9)
   * @param lengthMax in characters
   */
  static CompactJws parse(String compact, String type, int lengthMax) throws Refusal {
    return parse(compact, type, lengthMax, NEVER);
  }

  /** The same for a proof of possession, which alone brings its own key. */
  static CompactJws parseWithKey(String compact, String type, int lengthMax) throws Refusal {
    Set<String> never = new HashSet<>(NEVER);
    never.remove(OWN_KEY);
    return parse(compact, type, lengthMax, never);
  }

  private static CompactJws parse(String compact, String type, int lengthMax, Set<String> never)
      throws Refusal {
    if (compact.length() > lengthMax) {
      throw new Refusal(Reason.MALFORMED, "it is longer than " + lengthMax + " characters");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
      throw new Refusal(Reason.MALFORMED, "it does not have three parts");
    }
    Members header =
        new Members(StrictJson.object(decode(compact.substring(0, first))), Reason.HEADER);
    refuseType(header, type, never);
    return new CompactJws(
        header,
        algorithm(header),
        compact.substring(0, second),
        decode(compact.substring(first + 1, second)),
        decode(compact.substring(second + 1)));
  }

  /** The name of the issuer's key. */
  String kid() throws Refusal {
    String kid = header.string("kid");
    if (kid.length() > KID_LENGTH_MAX) {
      throw new Refusal(Reason.HEADER, "kid is too long");
    }
    return kid;
  }

  /** The key that it brings along. */
  Members jwk() throws Refusal {
    return header.object(OWN_KEY);
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** The claims, once the key has vouched for them. */
  Members verified(VerificationKey key) throws Refusal {
    if (key.algorithm() != algorithm) {
      throw new Refusal(Reason.ALGORITHM, "alg is not the algorithm of the key");
    }
    if (!algorithm.verify(key.key(), signed.getBytes(StandardCharsets.US_ASCII), signature)) {
      throw new Refusal(Reason.SIGNATURE, "the signature is not by the key");
    }
    return new Members(StrictJson.object(payload), Reason.CLAIM);
  }

  private static void refuseType(Members header, String type, Set<String> never) throws Refusal {
    for (String name : never) {
      if (header.has(name)) {
        throw new Refusal(Reason.HEADER, "the header has " + name);
      }
    }
    if (!Set.of(type, "application/" + type).contains(header.string("typ"))) {
      throw new Refusal(Reason.HEADER, "typ is not " + type);
    }
  }

  private static Algorithm algorithm(Members header) throws Refusal {
    return Algorithm.named(header.string("alg"))
        .orElseThrow(() -> new Refusal(Reason.ALGORITHM, "alg is none that is accepted"));
  }

  private static byte[] decode(String part) throws Refusal {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      // The decoder also takes padding and spare bits, which would give one token many spellings.
      if (bytes.length > 0
          && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one refusal: it is not base64url at all.
    }
    throw new Refusal(Reason.MALFORMED, "a part is not base64url in its canonical form");
  }
}
