package dev.avowry.authn;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** From when until when a certificate is in force, RFC 5280 §4.1.2.5; both ends are. */
record Validity(Instant from, Instant until) {
  static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  boolean includes(Instant now) {
    return !now.isBefore(from) && !now.isAfter(until);
  }
}
