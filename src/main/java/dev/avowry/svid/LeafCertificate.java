package dev.avowry.svid;

import dev.avowry.key.CaConfig;
import dev.avowry.key.CertificateSigner;
import dev.avowry.key.CertificateText;
import dev.avowry.key.Jwk;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * A certificate of an agent: its SPIFFE ID as the only alternative name, for signatures by clients
 * and by servers, and never an authority's; SPIFFE-X509-SVID §2 and §4.
 */
final class LeafCertificate {
  private static final KeyPurposeId[] PURPOSES = {
    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
  };

  private LeafCertificate() {}

  /**
   * Signs one, and verifies what was signed. Not for an event loop.
   *
   * @param serial 128 random bits
   */
  static X509Certificate sign(
      Authority authority, BigInteger serial, Jwk key, SpiffeId subject, Entitlement entitled) {
    X509v3CertificateBuilder draft =
        new JcaX509v3CertificateBuilder(
            authority.certificate().getSubjectX500Principal(),
            serial,
            Date.from(entitled.from().minus(CaConfig.BACKDATED)),
            Date.from(entitled.until()),
            new X500Principal("CN=" + entitled.agent().id()),
            key.publicKey());
    try {
      describe(draft, authority, key, subject);
      X509Certificate signed =
          CertificateText.of(draft.build(new CertificateSigner(authority.signer())).getEncoded());
      signed.verify(authority.certificate().getPublicKey());
      return signed;
    } catch (IOException | GeneralSecurityException broken) {
      throw new IllegalStateException("a certificate cannot be made", broken);
    }
  }

  private static void describe(
      X509v3CertificateBuilder draft, Authority authority, Jwk key, SpiffeId subject)
      throws IOException, GeneralSecurityException {
    JcaX509ExtensionUtils names = new JcaX509ExtensionUtils();
    draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    draft.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(PURPOSES));
    draft.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        names.createAuthorityKeyIdentifier(authority.certificate().getPublicKey()));
    draft.addExtension(
        Extension.subjectKeyIdentifier, false, names.createSubjectKeyIdentifier(key.publicKey()));
    draft.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, subject.uri())));
  }
}
