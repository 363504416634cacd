package dev.avowry.agent;

import static dev.avowry.agent.CertificateNameKind.SAN_DNS;
import static dev.avowry.agent.CertificateNameKind.SAN_EMAIL;
import static dev.avowry.agent.CertificateNameKind.SAN_IP;
import static dev.avowry.agent.CertificateNameKind.SAN_URI;
import static dev.avowry.agent.CertificateNameKind.SUBJECT_DN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestCertificate;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8705 §2.1.2: the one name of a certificate that counts. */
class CertificateNameTest {
  private static X509Certificate subject(String name) {
    return TestCertificate.selfSigned(draft -> draft.subject(name)).own();
  }

  private static X509Certificate alternative(int tag, String name) {
    return TestCertificate.selfSigned(draft -> draft.name(tag, name)).own();
  }

  private static boolean matches(CertificateNameKind kind, String text, X509Certificate in) {
    return CertificateName.of(kind, text).isIn(in);
  }

  @ParameterizedTest(name = "the subject {1} is {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=orders,O=Example|CN=orders,O=Example",
        "cn=Orders, o=EXAMPLE|CN=orders,O=Example",
        "CN=two  words,O=Example|CN=two words,O=Example",
        "CN=a\\,O=b|CN=a\\,O=b",
        "DC=agents,DC=example|DC=agents,DC=example",
        "1.2.840.113549.1.9.1=a@example.com,CN=x|EMAILADDRESS=a@example.com,CN=x"
      })
  void knowsASubject(String registered, String presented) {
    assertTrue(matches(SUBJECT_DN, registered, subject(presented)));
  }

  @ParameterizedTest(name = "the subject {1} is not {0} (A-042)")
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=orders,O=Example|O=Example,CN=orders",
        "CN=orders,O=Example|CN=orders",
        "CN=orders|CN=orders,O=Example",
        "CN=orders,O=Example|CN=orders\\,O=Example",
        "CN=orders\\,O=Example|CN=orders,O=Example",
        "CN=orders,O=Example|CN=orders+O=Example",
        "CN=orders,O=Example|CN=orders.,O=Example",
        "CN=orders,O=Example|OU=orders,O=Example",
        "CN=orders,O=Example|CN=x,CN=orders,O=Example",
        "CN=*,O=Example|CN=orders,O=Example"
      })
  void tellsSubjectsApart(String registered, String presented) {
    assertFalse(matches(SUBJECT_DN, registered, subject(presented)));
  }

  @ParameterizedTest(name = "{0}: {2} is {1}")
  @CsvSource({
    "SAN_DNS, Orders.Example, orders.example, 2",
    "SAN_URI, spiffe://example.org/orders, spiffe://example.org/orders, 6",
    "SAN_IP, 10.0.0.1, 10.0.0.1, 7",
    "SAN_IP, 2001:DB8:0::1, 2001:db8::1, 7",
    "SAN_EMAIL, orders@Example.COM, orders@example.com, 1"
  })
  void knowsAnAlternative(CertificateNameKind kind, String registered, String presented, int tag) {
    assertTrue(matches(kind, registered, alternative(tag, presented)));
  }

  @ParameterizedTest(name = "{0}: {2} is not {1} (A-042)")
  @CsvSource({
    "SAN_DNS, orders.example, *.example, 2",
    "SAN_DNS, orders.example, orders.example., 2",
    "SAN_DNS, orders.example, x.orders.example, 2",
    "SAN_DNS, orders.example, orders.example, 6",
    "SAN_URI, spiffe://example.org/orders, spiffe://example.org/Orders, 6",
    "SAN_URI, spiffe://example.org/orders, spiffe://example.org/orders/, 6",
    "SAN_URI, spiffe://example.org/orders, spiffe://example.org/orders, 2",
    "SAN_IP, 10.0.0.1, 10.0.0.2, 7",
    "SAN_IP, 10.0.0.1, 10.0.0.1, 2",
    "SAN_EMAIL, orders@example.com, Orders@example.com, 1",
    "SAN_EMAIL, orders@example.com, orders@example.com.evil.org, 1"
  })
  void tellsAlternativesApart(
      CertificateNameKind kind, String registered, String presented, int tag) {
    assertFalse(matches(kind, registered, alternative(tag, presented)));
  }

  @Test
  @DisplayName("a common name never stands in for an alternative name (A-042)")
  void doesNotFallBack() {
    X509Certificate certificate = subject("CN=orders.example,O=Example");
    assertFalse(matches(SAN_DNS, "orders.example", certificate));
    assertFalse(
        matches(
            SUBJECT_DN,
            "CN=orders.example",
            TestCertificate.selfSigned(
                    draft ->
                        draft.subject("CN=x").name(GeneralName.directoryName, "CN=orders.example"))
                .own()));
  }

  @Test
  @DisplayName("one of several alternative names is enough")
  void looksAtAll() {
    X509Certificate certificate =
        TestCertificate.selfSigned(
                draft ->
                    draft
                        .name(GeneralName.dNSName, "a.example")
                        .name(GeneralName.dNSName, "b.example"))
            .own();
    assertTrue(matches(SAN_DNS, "a.example", certificate));
    assertTrue(matches(SAN_DNS, "b.example", certificate));
  }

  @ParameterizedTest(name = "{0} cannot be “{1}”")
  @CsvSource({
    "SUBJECT_DN, ''",
    "SUBJECT_DN, orders",
    "SUBJECT_DN, '=x'",
    "SAN_DNS, ''",
    "SAN_DNS, '*.example'",
    "SAN_DNS, 'a b'",
    "SAN_DNS, 'a..b'",
    "SAN_URI, orders",
    "SAN_URI, '/orders'",
    "SAN_URI, 'spiffe://a b'",
    "SAN_IP, localhost",
    "SAN_IP, '10.0.0.0/8'",
    "SAN_IP, '10.0.0.256'",
    "SAN_IP, 'fe80::1%1'",
    "SAN_EMAIL, 'example.com'",
    "SAN_EMAIL, '@example.com'",
    "SAN_EMAIL, 'a@b@example.com'"
  })
  void refuses(CertificateNameKind kind, String text) {
    Expect.refusal(Reason.INVALID_REQUEST, () -> CertificateName.of(kind, text));
  }

  @ParameterizedTest(name = "{0} of more than 1024 characters")
  @ValueSource(strings = {"SAN_DNS", "SAN_URI", "SUBJECT_DN"})
  void refusesWhatIsTooLong(CertificateNameKind kind) {
    String text = "CN=a:" + "a".repeat(1_024);
    Expect.refusal(Reason.INVALID_REQUEST, () -> CertificateName.of(kind, text));
  }

  @Test
  @DisplayName("two spellings of a name have one thumbprint, two names have two")
  void isCalledBySameName() {
    CertificateName name = CertificateName.of(SAN_IP, "2001:db8::1");
    assertEquals(name.thumbprint(), CertificateName.of(SAN_IP, "2001:DB8:0:0::1").thumbprint());
    assertNotEquals(
        CertificateName.of(SAN_DNS, "a.example").thumbprint(),
        CertificateName.of(SAN_URI, "a.example:b").thumbprint());
    assertEquals(
        CertificateName.of(SAN_EMAIL, "a@B.example"), CertificateName.of(SAN_EMAIL, "a@b.example"));
  }
}
