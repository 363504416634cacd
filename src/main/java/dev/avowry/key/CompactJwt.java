package dev.avowry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A JWT that can be read one way only, and that nobody has vouched for yet: what it says decides
 * nothing but which key to try.
 *
 * <p>The form is the compact JWS of RFC 7515 §3.1: exactly three parts, none empty, each canonical
 * base64url; header and payload are strict JSON objects. {@code crit}, {@code b64} and {@code zip}
 * are refused, and so are registered members of the wrong type (RFC 7519 §4.1), so that nothing
 * later takes a malformed {@code nbf} for an absent one. {@code jku}, {@code x5u} and {@code x5c}
 * are never looked at, and {@code jwk} only by who asks for {@link #keyBroughtAlong}.
 */
public final class CompactJwt implements Parsed {
  /** What changes how the rest is to be read; Avowry speaks none of it. */
  private static final List<String> EXTENSIONS = List.of("crit", "b64", "zip");

  private static final List<String> STRINGS = List.of("iss", "sub", "jti", "client_id", "scope");
  private static final List<String> TIMES = List.of("exp", "iat", "nbf", "auth_time");
  private static final int MAX_KID = 256;

  private final Claims header;
  private final Claims claims;
  private final byte[] signingInput;
  private final byte[] signature;

  private CompactJwt(Claims header, Claims claims, byte[] signingInput, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /**
   * Reads the text.
   *
   * @param maxLength longest text that is looked at, in characters
   */
  public static Parsed parse(String text, int maxLength) {
    if (text.length() > maxLength) {
      return malformed("the JWT is longer than %d characters".formatted(maxLength));
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return malformed("a JWT has three parts joined by dots: header, payload, signature");
    }
    Optional<ObjectNode> header = Base64Url.decode(parts[0]).flatMap(StrictJson::object);
    if (header.isEmpty()) {
      return malformed("the JWT's header is not base64url of a JSON object");
    }
    Optional<ObjectNode> payload = Base64Url.decode(parts[1]).flatMap(StrictJson::object);
    if (payload.isEmpty()) {
      return malformed("the JWT's payload is not base64url of a JSON object");
    }
    Optional<byte[]> signature = Base64Url.decode(parts[2]).filter(bytes -> bytes.length > 0);
    if (signature.isEmpty()) {
      return malformed("the JWT's signature is not base64url");
    }
    Claims head = new Claims(header.get());
    Claims claims = new Claims(payload.get());
    return flawOfHeader(head)
        .or(() -> flawOfClaims(claims))
        .<Parsed>map(Malformed::new)
        .orElseGet(() -> new CompactJwt(head, claims, signedPart(text), signature.get()));
  }

  /** {@code alg} as it stands in the header; only a key says which algorithm counts. */
  public String algorithm() {
    return header.text("alg").orElseThrow();
  }

  /** {@code typ}. */
  public Optional<String> typ() {
    return header.text("typ");
  }

  /** {@code kid}: 1 to 256 visible ASCII characters. */
  public Optional<String> kid() {
    return header.text("kid");
  }

  /**
   * The public key that the JWT brings along, RFC 7515 §4.1.3. It vouches for nobody: by it only a
   * proof of possession is verified, RFC 9449 §4.2. {@code invalid_key} says what is wrong with it.
   */
  public Jwk keyBroughtAlong() {
    return header
        .object("jwk")
        .map(JwkReader::read)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_KEY, "the header needs jwk, a public key"));
  }

  /** What the JWT claims, unproven. */
  public Claims untrustedClaims() {
    return claims;
  }

  /** The same JWT as trusted, if the signature is the key's and of the key's own algorithm. */
  public Optional<VerifiedJwt> verify(VerificationKey key) {
    // RFC 8725 §3.1: the key decides the algorithm, the header may only agree.
    boolean verified =
        key.algorithm().joseName().equals(algorithm()) && key.verifies(signingInput, signature);
    return verified ? Optional.of(new VerifiedJwt(header, claims, key)) : Optional.empty();
  }

  /** Shows nothing: the text is a credential. */
  @Override
  public String toString() {
    return "CompactJwt[redacted]";
  }

  private static Malformed malformed(String why) {
    return new Malformed(why);
  }

  private static byte[] signedPart(String text) {
    return text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<String> flawOfHeader(Claims header) {
    for (String extension : EXTENSIONS) {
      if (header.has(extension)) {
        return Optional.of("the JWT's header has %s, which is not supported".formatted(extension));
      }
    }
    if (header.text("alg").filter(alg -> !alg.isEmpty()).isEmpty()) {
      return Optional.of("the JWT's header needs alg, a string");
    }
    if (header.has("typ") && header.text("typ").isEmpty()) {
      return Optional.of("the JWT's typ is not a string");
    }
    if (header.has("kid") && header.text("kid").filter(CompactJwt::isKid).isEmpty()) {
      return Optional.of("the JWT's kid is not 1 to 256 visible ASCII characters");
    }
    return Optional.empty();
  }

  private static Optional<String> flawOfClaims(Claims claims) {
    for (String name : STRINGS) {
      if (claims.has(name) && claims.text(name).isEmpty()) {
        return Optional.of("the JWT's %s is not a string".formatted(name));
      }
    }
    for (String name : TIMES) {
      if (claims.has(name) && claims.time(name).isEmpty()) {
        return Optional.of("the JWT's %s is not a time in whole seconds".formatted(name));
      }
    }
    if (claims.has("aud") && claims.text("aud").isEmpty() && claims.list("aud").isEmpty()) {
      return Optional.of("the JWT's aud is neither a string nor an array of strings");
    }
    return Optional.empty();
  }

  /** Says nothing about which key it is: a kid is compared, never interpreted. */
  static boolean isKid(String kid) {
    return !kid.isEmpty()
        && kid.length() <= MAX_KID
        && kid.chars().allMatch(character -> character > 0x20 && character < 0x7f);
  }
}
