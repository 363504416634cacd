package dev.avowry.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.AfterEach;

/** A fresh issuer and a verifier of it for each test. */
abstract class IssuerTest {
  static final Expectation READ = Expectation.of(TestIssuer.AUDIENCE, "files.read");

  final TestIssuer issuer = new TestIssuer();
  final Verifier verifier = issuer.verifier().build();

  @AfterEach
  void close() {
    verifier.close();
    issuer.close();
  }

  Result verify(TestJws token) {
    return verifier.verify(token.sign(), READ);
  }

  VerifiedToken live(TestJws token) {
    return assertInstanceOf(Result.Live.class, verify(token)).token();
  }

  void refused(Reason reason, TestJws token) {
    refused(reason, token.sign());
  }

  void refused(Reason reason, String token) {
    assertEquals(reason, reasonOf(verifier.verify(token, READ)));
  }

  static Object reasonOf(Result result) {
    return result instanceof Result.Invalid(Reason reason, _) ? reason : result;
  }
}
