package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Signs messages for a domain: RFC 6376 with {@code rsa-sha256} (RFC 8301 §3.1), header and body
 * relaxed. Ed25519 (RFC 8463) is not read everywhere, RSA is.
 *
 * @param selector where below the domain the public key can be found
 */
record Dkim(String domain, String selector, PrivateKey key) {
  private static final String CRLF = Composer.CRLF;

  /** Those of which there are to be no more than are signed: each is named once more. */
  private static final List<String> ONCE =
      List.of("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references");

  private static final List<String> SIGNED_TOO =
      List.of("auto-submitted", "mime-version", "content-type", "content-transfer-encoding");

  private static final Pattern SPACES = Pattern.compile("[ \\t]+");
  private static final Pattern FOLD = Pattern.compile("\r\n(?=[ \\t])");
  private static final int LINE = 72;

  /** The message with its signature before it; the message itself is not changed. */
  SecretBytes sign(SecretBytes message, Instant at) {
    String text = new String(message.exposeSecret(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf(CRLF + CRLF);
    Map<String, String> headers = headers(text.substring(0, end));
    String unsigned =
        "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; t=%d;%s h=%s;%s bh=%s;%s b="
            .formatted(
                domain,
                selector,
                at.getEpochSecond(),
                CRLF,
                names(headers),
                CRLF,
                hash(body(text.substring(end + 4))),
                CRLF);
    String signature = sign(signed(headers) + "dkim-signature:" + relaxed(unsigned));
    return SecretBytes.takeCopyOf(
        ("DKIM-Signature: " + unsigned + folded(signature) + CRLF + text)
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String line : FOLD.matcher(head).replaceAll("").split(CRLF, -1)) {
      int colon = line.indexOf(':');
      all.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1));
    }
    return all;
  }

  private static String names(Map<String, String> headers) {
    List<String> names = new ArrayList<>(ONCE);
    names.addAll(present(headers));
    return String.join(":" + CRLF + "  ", names);
  }

  private static List<String> present(Map<String, String> headers) {
    List<String> names = new ArrayList<>(ONCE);
    names.addAll(SIGNED_TOO);
    names.retainAll(headers.keySet());
    return names;
  }

  /** RFC 6376 §3.7 and §5.4.2: what is named and is not there adds nothing. */
  private static String signed(Map<String, String> headers) {
    StringBuilder all = new StringBuilder();
    List<String> names = new ArrayList<>(ONCE);
    names.retainAll(headers.keySet());
    // Named first are the present ones by their first mention; the second then finds none.
    names.forEach(name -> all.append(line(headers, name)));
    SIGNED_TOO.stream()
        .filter(headers::containsKey)
        .forEach(name -> all.append(line(headers, name)));
    return all.toString();
  }

  private static String line(Map<String, String> headers, String name) {
    return name + ":" + relaxed(headers.getOrDefault(name, "")) + CRLF;
  }

  /** RFC 6376 §3.4.2. */
  private static String relaxed(String value) {
    return SPACES.matcher(FOLD.matcher(value).replaceAll("")).replaceAll(" ").strip();
  }

  /** RFC 6376 §3.4.4. */
  private static String body(String text) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.split(CRLF, -1)) {
      lines.append(SPACES.matcher(line).replaceAll(" ").stripTrailing()).append(CRLF);
    }
    // Not by a pattern: it would look at the rest of many empty lines anew from each of them.
    int end = lines.length();
    while (end >= CRLF.length()
        && lines.indexOf(CRLF, end - CRLF.length()) == end - CRLF.length()) {
      end -= CRLF.length();
    }
    return end == 0 ? "" : lines.substring(0, end) + CRLF;
  }

  private static String hash(String body) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(body.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.ISO_8859_1));
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
    return "Dkim[%s._domainkey.%s]".formatted(selector, domain);
  }
}
