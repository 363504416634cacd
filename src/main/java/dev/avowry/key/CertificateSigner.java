package dev.avowry.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs one certificate with a key of ours, which stays where it is: ECDSA with SHA-256, in DER.
 */
public final class CertificateSigner implements ContentSigner {
  private final Signer signer;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  /** Signs once, by a key for ES256. */
  public CertificateSigner(Signer signer) {
    if (signer.algorithm() != Algorithm.ES256) {
      throw new IllegalArgumentException("certificates are signed by ES256");
    }
    this.signer = signer;
  }

  /** RFC 5758 §3.2: without parameters. */
  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  /** JWS has r and s side by side, RFC 7518 §3.4; RFC 3279 §2.2.3 wants a sequence of the two. */
  @Override
  public byte[] getSignature() {
    byte[] both = signer.sign(content.toByteArray());
    int half = both.length / 2;
    try {
      return new DERSequence(
              new ASN1Integer[] {
                new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(both, 0, half))),
                new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(both, half, both.length)))
              })
          .getEncoded();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a signature cannot be encoded", impossible);
    }
  }
}
