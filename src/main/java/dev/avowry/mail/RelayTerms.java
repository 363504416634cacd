package dev.avowry.mail;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.provenance.DkimSigner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * On which terms the relay is spoken with.
 *
 * @param name by which we greet
 * @param timeout for each reply but the last
 */
record RelayTerms(
    String host,
    int port,
    RelayTls tls,
    SSLSocketFactory secured,
    String name,
    Optional<Login> login,
    DkimSigner dkim,
    Duration timeout) {
  private static final int SMALLEST_KEY = 2048;

  /** Who we are to the relay. */
  record Login(String user, SecretBytes password) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "Login[user=%s]".formatted(user);
    }
  }

  /** The terms of the settings; what is in no file that it names stops the start. */
  static RelayTerms of(RelayConfig config, String domain, String name) {
    return new RelayTerms(
        config.host().orElseThrow(),
        config.port(),
        config.tls(),
        secured(config),
        name,
        config
            .user()
            .map(user -> new Login(user, SecretBytes.ofText(config.password().orElseThrow()))),
        new DkimSigner(domain, config.dkimSelector(), key(config.dkimKey().orElseThrow())),
        config.timeout());
  }

  private static SSLSocketFactory secured(RelayConfig config) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(config.authorities().isPresent() ? store(config.authorities().get()) : null);
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new CannotStart(
          "avowry.mail.relay.authorities must be a PEM file of certificates", unreadable);
    }
  }

  private static KeyStore store(String file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority " + number++, each);
      }
    }
    return store;
  }

  private static PrivateKey key(String file) {
    try {
      String pem = Files.readString(Path.of(file), StandardCharsets.US_ASCII);
      byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      RSAPrivateKey key =
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
      CannotStart.unless(
          key.getModulus().bitLength() >= SMALLEST_KEY,
          "the key in avowry.mail.relay.dkim-key has to have 2048 bits or more");
      return key;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException unreadable) {
      // Not the cause: it may quote what is in the file.
      throw new CannotStart(
          "avowry.mail.relay.dkim-key must be a PEM file with an RSA key, PKCS #8");
    }
  }
}
