package dev.avowry.testing;

import java.io.IOException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Requests for certificates, RFC 2986. */
public final class TestCsr {
  private TestCsr() {}

  /** An agent that may have certificates. */
  public static TestClient agent() {
    return Api.agent(Api.sponsor()).with("scopes", List.of("read", "svids:issue")).register();
  }

  /** One that is in order, as PEM. */
  public static String of(KeyPair key) {
    return pem(der(key, key, draft -> {}));
  }

  /** One for a key, signed by a key, with what the test adds. */
  public static byte[] der(
      KeyPair key, KeyPair signer, Consumer<PKCS10CertificationRequestBuilder> change) {
    PKCS10CertificationRequestBuilder draft =
        new JcaPKCS10CertificationRequestBuilder(
            new X500Principal("CN=administrator,O=Somebody else"), key.getPublic());
    change.accept(draft);
    String algorithm =
        switch (signer.getPrivate().getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "Ed25519";
        };
    return der(draft, algorithm, signer);
  }

  /** The same by an algorithm. */
  public static byte[] der(KeyPair key, String algorithm) {
    return der(
        new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=x"), key.getPublic()),
        algorithm,
        key);
  }

  private static byte[] der(
      PKCS10CertificationRequestBuilder draft, String algorithm, KeyPair signer) {
    try {
      PKCS10CertificationRequest made =
          draft.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()));
      return made.getEncoded();
    } catch (IOException | OperatorCreationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One block of PEM. */
  public static String pem(byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
        .formatted(body);
  }
}
