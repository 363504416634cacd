package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.avowry.testing.TestCertificate;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A token that is bound to a certificate lives only with that certificate, RFC 8705 §3. */
final class CertificateBindingTest {
  private static final Expectation READ = Expectation.of(TestIssuer.AUDIENCE, "files.read");
  private static final RequestProof NO_PROOF =
      new RequestProof("GET", URI.create("https://files.example/a"), List.of("x"));

  private final TestCertificate certificate = TestCertificate.selfSigned(draft -> draft);
  private final TestIssuer issuer = new TestIssuer();
  private final Verifier verifier = issuer.verifier().build();
  private final String bound = bound(certificate.thumbprint());

  @AfterEach
  void close() {
    verifier.close();
    issuer.close();
  }

  @Test
  @DisplayName("with it it lives; without it, and with another, it does not")
  void needsItsCertificate() {
    Expectation other = READ.provenBy(TestCertificate.selfSigned(draft -> draft).own());

    assertLive(bound, READ.provenBy(certificate.own()));
    assertUnbound(bound, READ);
    assertUnbound(bound, other);
  }

  @Test
  @DisplayName("a token that is bound to nothing does not mind a certificate")
  void letsBearerTokensIn() {
    assertLive(issuer.token().sign(), READ.provenBy(certificate.own()));
  }

  @Test
  @DisplayName("a certificate is no proof of a key, and a proof is no certificate")
  void tellsTheTwoApart() {
    String toKey = issuer.token().claim("cnf", Map.of("jkt", certificate.thumbprint())).sign();

    assertUnbound(toKey, READ.provenBy(certificate.own()));
    assertUnbound(bound, READ.provenBy(NO_PROOF));
    assertUnbound(bound, READ.provenBy(certificate.own()).provenBy(NO_PROOF));
  }

  @Test
  @DisplayName("two bindings, another hash, another type → not overlooked (RFC 7800 §3.1)")
  void knowsOneBinding() {
    String thumbprint = certificate.thumbprint();
    for (Object cnf :
        List.of(
            Map.of("x5t#S256", thumbprint, "jkt", "x"),
            Map.of("x5t#S256", thumbprint, "x5t", "x"),
            Map.of("x5t", thumbprint),
            Map.of("x5t#S512", thumbprint),
            Map.of("x5t#S256", List.of(thumbprint)),
            Map.of("x5t#S256", ""),
            Map.of("X5T#S256", thumbprint))) {
      assertUnbound(issuer.token().claim("cnf", cnf).sign(), READ.provenBy(certificate.own()));
    }
  }

  private String bound(String thumbprint) {
    return issuer.token().claim("cnf", Map.of("x5t#S256", thumbprint)).sign();
  }

  private void assertLive(String token, Expectation expectation) {
    assertInstanceOf(Result.Live.class, verifier.verify(token, expectation));
  }

  private void assertUnbound(String token, Expectation expectation) {
    Result result = verifier.verify(token, expectation);
    assertEquals(Reason.BINDING, assertInstanceOf(Result.Invalid.class, result).reason());
  }
}
