package dev.avowry.testing;

import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.config.SSLConfig;
import io.restassured.specification.RequestSpecification;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.eclipse.microprofile.config.ConfigProvider;

/** TLS with the service under test, and the authority that it trusts to name agents. */
public final class TestTls {
  /** From there proxies come. */
  public static final String PROXY = "127.0.0.2";

  /** Where clients with certificates go, as the metadata says. */
  public static final String URL = "https://mtls.avowry.example";

  private static final String PASSWORD = "of the tests";

  private TestTls() {}

  /** Makes the files that the service starts with; the settings that name them. */
  static Map<String, String> settings(Path folder) {
    TestCertificate authority = TestCertificate.authority("CN=authority of the tests");
    authority.writeChain(folder.resolve("authority.pem"));
    authority.writeKey(folder.resolve("authority.key"));
    TestCertificate server =
        authority.issue(
            draft ->
                draft
                    .subject("CN=avowry.example")
                    .name(GeneralName.dNSName, "localhost")
                    .purpose(Optional.of(KeyPurposeId.id_kp_serverAuth)));
    server.writeChain(folder.resolve("server.pem"));
    server.writeKey(folder.resolve("server.key"));
    return Map.of(
        "avowry.tls.certificate", folder.resolve("server.pem").toString(),
        "avowry.tls.key", folder.resolve("server.key").toString(),
        "avowry.mtls.authorities", folder.resolve("authority.pem").toString(),
        "avowry.mtls.proxies", PROXY + "/32",
        "avowry.mtls.url", URL);
  }

  /** The authority that the service trusts. */
  public static TestCertificate authority() {
    Path file = Path.of(setting("avowry.mtls.authorities"));
    try (InputStream pem = Files.newInputStream(file)) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      return new TestCertificate(key(file.resolveSibling("authority.key")), List.of(certificate));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  /** Where the service speaks TLS. */
  public static int port() {
    return Integer.parseInt(setting("quarkus.http.test-ssl-port"));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  /** A request over TLS without a certificate. */
  public static RequestSpecification request() {
    return request(new SSLConfig());
  }

  /** A request over TLS with the certificate. */
  public static RequestSpecification request(TestCertificate certificate) {
    return request(new SSLConfig().keyStore(file(certificate), PASSWORD).keystoreType("PKCS12"));
  }

  private static RequestSpecification request(SSLConfig ssl) {
    return RestAssured.given()
        .config(RestAssuredConfig.config().sslConfig(ssl.trustStore(trusted())))
        .baseUri("https://localhost")
        .port(port());
  }

  /** For handshakes by hand; what is resumed is resumed within one context. */
  public static SSLContext context(TestCertificate certificate) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store(certificate), PASSWORD.toCharArray());
      return context(keys.getKeyManagers());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same without a certificate. */
  public static SSLContext context() {
    return context(new KeyManager[0]);
  }

  private static SSLContext context(KeyManager[] keys) {
    try {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyStore trusted() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", authority().own());
      return store;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyStore store(TestCertificate certificate) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "client",
          certificate.key(),
          PASSWORD.toCharArray(),
          certificate.chain().toArray(X509Certificate[]::new));
      return store;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static File file(TestCertificate certificate) {
    try {
      Path file = Files.createTempFile(Path.of("target"), "client", ".p12");
      file.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(file)) {
        store(certificate).store(out, PASSWORD.toCharArray());
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
      return file.toFile();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
