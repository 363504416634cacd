package dev.avowry.provenance;

import dev.avowry.kernel.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Signs messages for a domain: RFC 6376 with {@code rsa-sha256} (RFC 8301 §3.1), header and body
 * relaxed. Ed25519 (RFC 8463) is not read everywhere, RSA is.
 *
 * @param selector where below the domain the public key can be found
 */
public record DkimSigner(String domain, String selector, PrivateKey key) {
  private static final String CRLF = "\r\n";

  /** Those of which there are to be no more than are signed: each is named once more. */
  private static final List<String> ONCE =
      List.of("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references");

  private static final List<String> SIGNED_TOO =
      List.of("auto-submitted", "mime-version", "content-type", "content-transfer-encoding");

  private static final int LINE = 72;

  /**
   * The message with its signature before it; the message itself is not changed.
   *
   * @param message with a header, its lines ended by CRLF
   */
  public SecretBytes sign(SecretBytes message, Instant at) {
    byte[] bytes = message.exposeSecret();
    Fields fields =
        Fields.read(bytes)
            .orElseThrow(() -> new IllegalArgumentException("a message begins with its header"));
    List<String> names = names(fields);
    String unsigned =
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; t=%d;%s h=%s;%s bh=%s;%s b="
            .formatted(
                domain,
                selector,
                at.getEpochSecond(),
                CRLF,
                String.join(":" + CRLF + "  ", names),
                CRLF,
                Canonical.RELAXED.body(bytes, fields.body()).digest(),
                CRLF);
    Fields.Field own = new Fields.Field(DkimSignature.NAME, unsigned + CRLF);
    String signature = value(fields.signed(names, Canonical.RELAXED, own));
    ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + unsigned.length());
    whole.writeBytes((unsigned + folded(signature) + CRLF).getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(bytes);
    return SecretBytes.takeCopyOf(whole.toByteArray());
  }

  /** RFC 6376 §3.7 and §5.4.2: what is named and is not there adds nothing. */
  private static List<String> names(Fields fields) {
    List<String> names = new ArrayList<>(ONCE);
    Stream.concat(ONCE.stream(), SIGNED_TOO.stream())
        .filter(name -> !fields.named(name).isEmpty())
        .forEach(names::add);
    return names;
  }

  private String value(String signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String folded(String base64) {
    return base64.replaceAll("(.{%d})".formatted(LINE), "$1" + CRLF + "  ");
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "DkimSigner[%s._domainkey.%s]".formatted(selector, domain);
  }
}
