package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads {@code Client-Cert} and {@code Client-Cert-Chain}, RFC 9440 §2, in the one spelling that
 * each certificate has: what could be read in two ways is refused, and so is a second header.
 */
final class ClientCertHeader {
  static final String LEAF = "Client-Cert";
  static final String CHAIN = "Client-Cert-Chain";

  /** More than a handshake of our own takes is of no use. */
  private static final int MOST = 8;

  private static final int LONGEST = 16 * 1024;

  /** RFC 8941 §3.3.5: a byte sequence. */
  private static final Pattern BYTES = Pattern.compile(":([A-Za-z0-9+/]+={0,2}):");

  private ClientCertHeader() {}

  /** The certificates, the client's first; empty when there is no header. */
  static List<X509Certificate> chain(MultiMap headers) {
    List<String> leaf = headers.getAll(LEAF);
    List<String> above = headers.getAll(CHAIN);
    if (leaf.size() > 1 || above.size() > 1) {
      throw malformed("it is there twice");
    }
    if (leaf.isEmpty()) {
      if (!above.isEmpty()) {
        throw malformed(CHAIN + " is there without it");
      }
      return List.of();
    }
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(certificate(leaf.getFirst()));
    above.stream()
        .flatMap(ClientCertHeader::items)
        .map(ClientCertHeader::certificate)
        .forEach(chain::add);
    return List.copyOf(chain);
  }

  /** RFC 8941 §3.1: a list, separated by commas and spaces. */
  private static Stream<String> items(String list) {
    String[] items = list.split(",", -1);
    if (items.length >= MOST) {
      throw malformed("the chain has more than " + (MOST - 1) + " certificates");
    }
    return Arrays.stream(items);
  }

  private static X509Certificate certificate(String item) {
    Matcher matcher = BYTES.matcher(item.strip());
    if (item.length() > LONGEST || !matcher.matches()) {
      throw malformed("a certificate must be a byte sequence (RFC 8941 §3.3.5)");
    }
    try {
      byte[] der = Base64.getDecoder().decode(matcher.group(1));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      boolean isExact =
          Arrays.equals(certificate.getEncoded(), der)
              && Base64.getEncoder().encodeToString(der).equals(matcher.group(1));
      if (isExact) {
        return certificate;
      }
    } catch (IllegalArgumentException | CertificateException unreadable) {
      // Falls through to the one refusal.
    }
    throw malformed("a certificate is not one in DER");
  }

  private static Refused malformed(String what) {
    return Refusal.refused(
        Reason.INVALID_REQUEST, "the header %s was refused: %s".formatted(LEAF, what));
  }
}
