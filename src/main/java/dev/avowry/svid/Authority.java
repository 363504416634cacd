package dev.avowry.svid;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Duty;
import dev.avowry.key.Jwk;
import dev.avowry.key.KeyRing;
import dev.avowry.key.Signer;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * What signs certificates now.
 *
 * @param certificate its own, which the bundle has
 * @param signer by its key
 */
record Authority(X509Certificate certificate, Signer signer) {
  private static final int URI = 6;

  /** The one of the keys that is at it; refused while that is one of another trust domain. */
  static Authority of(KeyRing ring, String trustDomain, Instant now) {
    return ring.activeKey(Duty.CERTIFICATES_ES256)
        .flatMap(Jwk::certificate)
        .filter(it -> isOf(it, trustDomain) && now.isBefore(it.getNotAfter().toInstant()))
        .map(it -> new Authority(it, ring.active(Duty.CERTIFICATES_ES256)))
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.TEMPORARILY_UNAVAILABLE,
                    "no authority of this trust domain signs now; its key has to be rotated"));
  }

  /** Whether it bears the name of the trust domain. */
  static boolean isOf(X509Certificate certificate, String trustDomain) {
    try {
      return certificate.getSubjectAlternativeNames() != null
          && certificate.getSubjectAlternativeNames().stream()
              .anyMatch(
                  name ->
                      name.get(0).equals(URI)
                          && name.get(1).equals(SpiffeId.ofDomain(trustDomain)));
    } catch (CertificateParsingException impossible) {
      throw new IllegalStateException("an authority's certificate is malformed", impossible);
    }
  }

  /** When it ends. */
  Instant end() {
    return certificate.getNotAfter().toInstant();
  }
}
