package dev.avowry.key;

import java.io.IOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * The certificate of an authority of ours, issued by itself: it may issue to agents and not to
 * other authorities, and is an X.509-SVID of the trust domain itself, SPIFFE-X509-SVID §3 and §4.
 */
final class AuthorityCertificate {
  /** RFC 5280 §4.1.2.2 allows twenty bytes and no negative number. */
  private static final int SERIAL_BYTES = 16;

  private AuthorityCertificate() {}

  /**
   * What it is to say.
   *
   * @param from beginning, which is set back a little
   */
  record Terms(String trustDomain, Instant from, Instant until) {}

  static X509Certificate selfIssued(Jwk key, Signer signer, Terms terms) {
    // Two keys of one trust domain are two authorities, and no reader should have to try both.
    String name = key.kid().orElseThrow();
    X500NameBuilder subject =
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, "Avowry").addRDN(BCStyle.CN, name);
    X509v3CertificateBuilder draft =
        new JcaX509v3CertificateBuilder(
            subject.build(),
            serial(name),
            Date.from(terms.from().minus(CaConfig.BACKDATED)),
            Date.from(terms.until()),
            subject.build(),
            key.publicKey());
    try {
      draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      draft.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      draft.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.publicKey()));
      draft.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName(
                  GeneralName.uniformResourceIdentifier, "spiffe://" + terms.trustDomain())));
      return CertificateText.of(draft.build(new CertificateSigner(signer)).getEncoded());
    } catch (IOException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("an authority's certificate cannot be made", impossible);
    }
  }

  /** Its key's own name, a hash, is as good as any number. */
  private static BigInteger serial(String thumbprint) {
    byte[] hash = Base64Url.decode(thumbprint).orElseThrow();
    byte[] bytes = new byte[SERIAL_BYTES];
    System.arraycopy(hash, 0, bytes, 0, SERIAL_BYTES);
    return new BigInteger(1, bytes);
  }
}
