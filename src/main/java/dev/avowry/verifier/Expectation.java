package dev.avowry.verifier;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * What a request needs of its token.
 *
 * @param audience the resource server as the token must name it, compared character by character
 * @param scopes all of these must have been granted; may be empty
 * @param proof given when the token came as {@code Authorization: DPoP}. A token that is bound to a
 *     key is let in with its proof only, and one that is not bound to a key only without
 * @param certificate base64url of SHA-256 over the certificate that the client presented in TLS. A
 *     token that is bound to a certificate is let in with that one only; others do not mind it
 */
public record Expectation(
    String audience,
    Set<String> scopes,
    Optional<RequestProof> proof,
    Optional<String> certificate) {
  public Expectation {
    if (audience.isEmpty()) {
      throw new IllegalArgumentException("an expectation needs an audience");
    }
    scopes = Set.copyOf(scopes);
  }

  /** For a token that came as {@code Authorization: Bearer}. */
  public Expectation(String audience, Set<String> scopes) {
    this(audience, scopes, Optional.empty(), Optional.empty());
  }

  /** A token for the audience that has at least the scopes. */
  public static Expectation of(String audience, String... scopes) {
    return new Expectation(audience, Set.of(scopes));
  }

  /** The same for a token that came as {@code Authorization: DPoP}. */
  public Expectation provenBy(RequestProof request) {
    return new Expectation(audience, scopes, Optional.of(request), certificate);
  }

  /**
   * The same for a request over TLS in which the client presented that certificate. Give what the
   * connection has; a header only if it comes from a proxy that nobody gets around.
   */
  public Expectation provenBy(X509Certificate presented) {
    try {
      return new Expectation(
          audience, scopes, proof, Optional.of(Digest.sha256(presented.getEncoded())));
    } catch (CertificateEncodingException impossible) {
      throw new IllegalArgumentException("the certificate has no encoding", impossible);
    }
  }
}
