package dev.avowry.federation;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules for an X.509-SVID of an outside issuer that are about the certificate alone,
 * SPIFFE-X509-SVID §4 and §5.2; where it comes from is for a path to say.
 *
 * @param trustDomain that its SPIFFE ID is of
 */
record OutsideCertificate(String trustDomain, Workload workload) {
  /** RFC 5280 §4.2.1.6. */
  private static final int URI = 6;

  /** RFC 5280 §4.2.1.3. */
  private static final int DIGITAL_SIGNATURE = 0;

  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;
  private static final String KEY_USAGE = "2.5.29.15";

  /** What it says of the workload; empty when it is no X.509-SVID of one. */
  static Optional<OutsideCertificate> read(X509Certificate certificate) {
    return Optional.of(certificate)
        .filter(OutsideCertificate::isLeaf)
        .flatMap(OutsideCertificate::onlyUri)
        .filter(SpiffeName::isOfWorkload)
        .map(
            id ->
                new OutsideCertificate(
                    SpiffeName.trustDomain(id), new Workload(id, id, Map.of("sub", id))));
  }

  private static boolean isLeaf(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return certificate.getBasicConstraints() < 0
        && usage != null
        && certificate.getCriticalExtensionOIDs().contains(KEY_USAGE)
        && usage[DIGITAL_SIGNATURE]
        && !usage[KEY_CERT_SIGN]
        && !usage[CRL_SIGN];
  }

  /** The one URI that it is called by; of other kinds it may have names that nobody reads. */
  private static Optional<String> onlyUri(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      List<String> uris =
          names == null
              ? List.of()
              : names.stream()
                  .filter(name -> name.get(0).equals(URI))
                  .map(name -> (String) name.get(1))
                  .toList();
      return uris.size() == 1 ? Optional.of(uris.getFirst()) : Optional.empty();
    } catch (CertificateParsingException malformed) {
      return Optional.empty();
    }
  }
}
