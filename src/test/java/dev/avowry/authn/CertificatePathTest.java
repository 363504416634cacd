package dev.avowry.authn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.CannotStart;
import dev.avowry.testing.TestCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The edges of a path from an authority to a client's certificate, RFC 5280 §6.1. */
class CertificatePathTest {
  private final Instant now = Instant.now();

  private final TestCertificate authority = TestCertificate.authority("CN=authority");
  private final TestCertificate own = authority.issue(draft -> draft);
  private final CertificatePath path = to(authority);

  private static CertificatePath to(TestCertificate... authorities) {
    return new CertificatePath(List.of(authorities).stream().map(TestCertificate::own).toList());
  }

  @Test
  @DisplayName("with the authority sent along, and without")
  void leadsTo() {
    assertTrue(path.leadsTo(own.chain(), now));
    assertTrue(path.leadsTo(List.of(own.own()), now));
    assertTrue(to(TestCertificate.authority("CN=x"), authority).leadsTo(own.chain(), now));
  }

  @Test
  @DisplayName("at notBefore and notAfter it is in force, a second beyond it is not")
  void endsOnTheSecond() {
    Validity validity = Validity.of(own.own());
    assertTrue(path.leadsTo(own.chain(), validity.until()));
    assertFalse(path.leadsTo(own.chain(), validity.until().plusSeconds(1)));
    assertTrue(validity.includes(validity.from()));
    assertFalse(validity.includes(validity.from().minusSeconds(1)));
  }

  @Test
  @DisplayName("three authorities below the trusted one are the most (A-042)")
  void isBounded() {
    TestCertificate issuer = authority;
    for (int below = 0; below <= 4; below++) {
      boolean fits = below <= 3;
      assertEquals(fits, path.leadsTo(issuer.issue(draft -> draft).chain(), now), "below " + below);
      issuer = issuer.issue(draft -> draft.subject("CN=between").ofAuthority());
    }
  }

  @Test
  @DisplayName("a hundred copies, an authority alone, nothing, the wrong order (A-042)")
  void isNotSearchedFor() {
    List<X509Certificate> copies = Collections.nCopies(100, own.own());
    TestCertificate between = authority.issue(draft -> draft.subject("CN=b").ofAuthority());
    TestCertificate deep = between.issue(draft -> draft);

    assertFalse(path.leadsTo(copies, now));
    assertFalse(path.leadsTo(authority.chain(), now));
    assertFalse(path.leadsTo(List.of(), now));
    assertFalse(path.leadsTo(between.chain(), now));
    assertTrue(path.leadsTo(deep.chain(), now));
    assertFalse(path.leadsTo(List.of(between.own(), deep.own()), now));
  }

  @Test
  @DisplayName("an authority that has expired leads nowhere")
  void endsWithItsAuthority() {
    TestCertificate old =
        TestCertificate.selfSigned(
            draft ->
                draft
                    .subject("CN=old")
                    .ofAuthority()
                    .from(Duration.ofHours(-2))
                    .until(Duration.ofMinutes(-1)));
    TestCertificate left = old.issue(draft -> draft);

    assertFalse(to(old).leadsTo(left.chain(), now));
    assertFalse(to(old, authority).leadsTo(left.chain(), now));
    assertTrue(to(old, authority).leadsTo(own.chain(), now));
  }

  @Test
  @DisplayName("settings without an authority, or with who is none, stop the start")
  void needsAuthorities() {
    to(authority).check();
    assertThrows(CannotStart.class, () -> to().check());
    assertThrows(CannotStart.class, () -> to(authority, own).check());
  }
}
