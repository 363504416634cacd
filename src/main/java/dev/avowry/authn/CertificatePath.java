package dev.avowry.authn;

import dev.avowry.kernel.CannotStart;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leads from an authority to a client's certificate, RFC 5280 §6.1. The certificates are taken in
 * the order in which TLS has them sent (RFC 8446 §4.4.2), each issued by the next: nothing is
 * searched for and nothing fetched, so that a path costs a few signatures at the most.
 */
final class CertificatePath {
  /** Of the client, and of three authorities below the trusted one. */
  private static final int LONGEST = 4;

  private static final int SHORTEST_RSA = 2_048;
  private static final int SHORTEST_EC = 256;

  /** RFC 5280 §4.2.1.12. */
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private static final int DIGITAL_SIGNATURE = 0;

  private final List<X509Certificate> authorities;

  CertificatePath(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /** None at all, or one of somebody who is no authority, is a mistake in the settings. */
  void check() {
    CannotStart.unless(
        !authorities.isEmpty()
            && authorities.stream().allMatch(each -> each.getBasicConstraints() >= 0),
        "avowry.mtls.authorities must hold certificates of authorities (CA:TRUE) alone, one at least");
  }

  /** Whether there is such a path at that time; an authority that has expired leads nowhere. */
  boolean leadsTo(List<X509Certificate> sent, Instant now) {
    List<X509Certificate> trusted =
        authorities.stream().filter(each -> Validity.of(each).includes(now)).toList();
    List<X509Certificate> below =
        sent.stream().takeWhile(certificate -> !authorities.contains(certificate)).toList();
    return !trusted.isEmpty()
        && !below.isEmpty()
        && below.size() <= LONGEST
        && below.stream().map(X509Certificate::getPublicKey).allMatch(CertificatePath::isStrong)
        && isForClients(below.getFirst())
        && isValid(below, trusted, now);
  }

  /** Not an authority's own, and not for another use alone. */
  private static boolean isForClients(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return certificate.getBasicConstraints() < 0
        && (usage == null || usage[DIGITAL_SIGNATURE])
        && isForClientAuthentication(certificate);
  }

  private static boolean isForClientAuthentication(X509Certificate certificate) {
    try {
      List<String> uses = certificate.getExtendedKeyUsage();
      return uses == null || uses.contains(CLIENT_AUTH);
    } catch (CertificateParsingException malformed) {
      return false;
    }
  }

  private static boolean isStrong(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= SHORTEST_RSA;
      case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= SHORTEST_EC;
      default -> key.getAlgorithm().equals("EdDSA");
    };
  }

  private static boolean isValid(
      List<X509Certificate> below, List<X509Certificate> trusted, Instant now) {
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(below), rules(trusted, now));
      return true;
    } catch (CertPathValidatorException invalid) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("paths of certificates cannot be validated", impossible);
    }
  }

  private static PKIXParameters rules(List<X509Certificate> trusted, Instant now)
      throws InvalidAlgorithmParameterException {
    Set<TrustAnchor> anchors =
        trusted.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet());
    PKIXParameters rules = new PKIXParameters(anchors);
    rules.setDate(Date.from(now));
    // What an authority takes back is taken back here: by a revocation of the credential.
    rules.setRevocationEnabled(false);
    return rules;
  }
}
