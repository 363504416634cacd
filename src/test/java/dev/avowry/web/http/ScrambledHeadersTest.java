package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.testing.Scrambled;
import dev.avowry.testing.TestCertificate;
import io.vertx.core.MultiMap;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a proxy may pass on is read or refused, and nothing else happens. */
class ScrambledHeadersTest {
  private static final String CERTIFICATE = certificate();

  @Provide
  Arbitrary<String> certificates() {
    return Scrambled.of(CERTIFICATE);
  }

  @Property(tries = 1_000)
  @Label("a scrambled Client-Cert and Client-Cert-Chain are read or refused")
  void readsOrRefusesCertificates(
      @ForAll("certificates") String own, @ForAll("certificates") String chain) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Client-Cert", own)
            .add("Client-Cert-Chain", chain + ", " + CERTIFICATE);
    try {
      ClientCertHeader.chain(headers).forEach(each -> assertNotNull(each.getPublicKey()));
    } catch (Refused refused) {
      assertEquals(Reason.INVALID_REQUEST, refused.refusal().reason());
    }
  }

  private static String certificate() {
    try {
      byte[] der = TestCertificate.selfSigned(draft -> draft).own().getEncoded();
      return ":" + Base64.getEncoder().encodeToString(der) + ":";
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
