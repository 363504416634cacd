package dev.avowry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate with its key, and those that lead to its authority.
 *
 * @param chain the certificate itself first
 */
public record TestCertificate(PrivateKey key, List<X509Certificate> chain) {
  /** The certificate itself. */
  public X509Certificate own() {
    return chain.getFirst();
  }

  /** What a token that is bound to it says. */
  public String thumbprint() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(own().getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same with other certificates sent along. */
  public TestCertificate sentWith(X509Certificate... others) {
    List<X509Certificate> sent = new ArrayList<>(List.of(own()));
    sent.addAll(List.of(others));
    return new TestCertificate(key, sent);
  }

  /** A certificate that is in order but for what the test changes, issued by this one. */
  public TestCertificate issue(UnaryOperator<Draft> change) {
    return change.apply(new Draft()).signedBy(Optional.of(this));
  }

  /** One that has issued itself. */
  public static TestCertificate selfSigned(UnaryOperator<Draft> change) {
    return change.apply(new Draft()).signedBy(Optional.empty());
  }

  /** One of an authority. */
  public static TestCertificate authority(String name) {
    return selfSigned(draft -> draft.subject(name).ofAuthority());
  }

  /** A new key for P-256. */
  public static KeyPair newKey() {
    return newKey("EC", 256);
  }

  /** A new key. */
  public static KeyPair newKey(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The chain as PEM. */
  public void writeChain(Path file) {
    StringBuilder pem = new StringBuilder();
    try {
      for (X509Certificate each : chain) {
        pem.append(pem("CERTIFICATE", each.getEncoded()));
      }
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    write(file, pem.toString());
  }

  /** The key as PEM. */
  public void writeKey(Path file) {
    write(file, pem("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.US_ASCII);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What is to be certified. */
  public static final class Draft {
    private KeyPair key = newKey();
    private String subject = "CN=an agent,O=Example";
    private Instant from = Instant.now().minus(Duration.ofMinutes(5));
    private Instant until = Instant.now().plus(Duration.ofHours(1));
    private final List<GeneralName> names = new ArrayList<>();
    private Optional<KeyPurposeId> purpose = Optional.of(KeyPurposeId.id_kp_clientAuth);
    private int usage = KeyUsage.digitalSignature;
    private boolean authority;

    /** For the key of a client. */
    public Draft key(ECKey of) {
      try {
        return key(of.toKeyPair());
      } catch (JOSEException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /** For that key. */
    public Draft key(KeyPair of) {
      key = of;
      return this;
    }

    /** With that subject, as RFC 4514 writes it. */
    public Draft subject(String name) {
      subject = name;
      return this;
    }

    /** With one more alternative name, by its tag in {@link GeneralName}. */
    public Draft name(int tag, String name) {
      names.add(new GeneralName(tag, name));
      return this;
    }

    /** In force from then on, counted from now. */
    public Draft from(Duration ahead) {
      from = Instant.now().plus(ahead);
      return this;
    }

    /** In force until then, counted from now. */
    public Draft until(Duration ahead) {
      until = Instant.now().plus(ahead);
      return this;
    }

    /** For that purpose. */
    public Draft purpose(Optional<KeyPurposeId> of) {
      purpose = of;
      return this;
    }

    /** With that key usage. */
    public Draft usage(int bits) {
      usage = bits;
      return this;
    }

    /** One that may issue others. */
    public Draft ofAuthority() {
      authority = true;
      purpose = Optional.empty();
      return usage(KeyUsage.keyCertSign | KeyUsage.digitalSignature);
    }

    private TestCertificate signedBy(Optional<TestCertificate> issuer) {
      try {
        X509Certificate made = made(issuer);
        List<X509Certificate> chain = new ArrayList<>(List.of(made));
        issuer.ifPresent(by -> chain.addAll(by.chain()));
        return new TestCertificate(key.getPrivate(), chain);
      } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    private X509Certificate made(Optional<TestCertificate> issuer)
        throws IOException, GeneralSecurityException, OperatorCreationException {
      X500Principal name = new X500Principal(subject);
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer.map(by -> by.own().getSubjectX500Principal()).orElse(name),
              BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)),
              Date.from(from),
              Date.from(until),
              name,
              key.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      if (purpose.isPresent()) {
        builder.addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.get()));
      }
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      PrivateKey signer = issuer.map(TestCertificate::key).orElse(key.getPrivate());
      String algorithm =
          switch (signer.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
          };
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer)));
    }
  }
}
