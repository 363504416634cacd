package dev.avowry.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Signs messages as a domain does, RFC 6376 §5, relaxed/relaxed, by code of its own and not the
 * verifier's. The key is that of RFC 8463 §A.2 unless the test has another.
 */
public final class DkimSigner {
  private static final byte[] SEED =
      Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");

  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Optional<KeyPair> rsa;

  private DkimSigner(String domain, String algorithm, Optional<KeyPair> rsa) {
    this.rsa = rsa;
    tags.put("v", "1");
    tags.put("a", algorithm);
    tags.put("c", "relaxed/relaxed");
    tags.put("d", domain);
    tags.put("s", "test");
    tags.put("h", "from:subject:to:date:message-id");
  }

  /** By Ed25519 with the key of RFC 8463. */
  public static DkimSigner of(String domain) {
    return new DkimSigner(domain, "ed25519-sha256", Optional.empty());
  }

  /** By RSA with a key of that size. */
  public static DkimSigner rsa(String domain, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new DkimSigner(domain, "rsa-sha256", Optional.of(generator.generateKeyPair()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** With another tag, or another value of one. */
  public DkimSigner with(String tag, String value) {
    tags.put(tag, value);
    return this;
  }

  /** The name under which its key is published. */
  public String keyName() {
    return tags.get("s") + "._domainkey." + tags.get("d");
  }

  /** Its key, as it is published. */
  public String keyRecord() {
    return rsa.isEmpty()
        ? "v=DKIM1; k=ed25519; p="
            + Base64.getEncoder()
                .encodeToString(
                    new Ed25519PrivateKeyParameters(SEED).generatePublicKey().getEncoded())
        : "v=DKIM1; k=rsa; p="
            + Base64.getEncoder().encodeToString(rsa.get().getPublic().getEncoded());
  }

  /** Publishes it; gives this. */
  public DkimSigner publish(TestDns dns) {
    dns.txt(keyName(), keyRecord());
    return this;
  }

  /** Publishes it unless there is one under its name; gives this. */
  public DkimSigner publishOnce(TestDns dns) {
    dns.once(keyName(), keyRecord());
    return this;
  }

  /** The message with its signature before it; lines end with CRLF. */
  public String sign(String message) {
    String whole = message.replaceAll("\r?\n", "\r\n");
    whole = whole.endsWith("\r\n") ? whole : whole + "\r\n";
    int end = whole.indexOf("\r\n\r\n") + 2;
    String field = field(whole.substring(end + 2));
    String value = base64(signature(header(whole.substring(0, end), field)));
    return field + value + "\r\n" + whole;
  }

  private String field(String body) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putIfAbsent("bh", base64(sha256(relaxed(body))));
    return "DKIM-Signature: "
        + all.entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining("; "))
        + "; b=";
  }

  private static String relaxed(String body) {
    String lines =
        body.lines()
            .map(line -> line.replaceAll("[ \t]+", " ").replaceAll(" $", ""))
            .collect(Collectors.joining("\r\n"));
    String ended = lines.replaceAll("(\r\n)+$", "");
    return ended.isEmpty() ? "" : ended + "\r\n";
  }

  private String header(String header, String own) {
    List<String> fields = Arrays.asList(header.split("\r\n(?![ \t])", -1));
    StringBuilder signed = new StringBuilder();
    for (String name : tags.getOrDefault("h", "").split(":", -1)) {
      fields.reversed().stream()
          .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .findFirst()
          .ifPresent(field -> signed.append(relaxedField(field)).append("\r\n"));
    }
    return signed + relaxedField(own);
  }

  private static String relaxedField(String field) {
    int colon = field.indexOf(':');
    return field.substring(0, colon).strip().toLowerCase(Locale.ROOT)
        + ":"
        + field.substring(colon + 1).replaceAll("\r\n", "").replaceAll("[ \t]+", " ").strip();
  }

  private byte[] signature(String signed) {
    if (rsa.isEmpty()) {
      Ed25519Signer signer = new Ed25519Signer();
      byte[] digest = sha256(signed);
      signer.init(true, new Ed25519PrivateKeyParameters(SEED));
      signer.update(digest, 0, digest.length);
      return signer.generateSignature();
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(rsa.get().getPrivate());
      signature.update(signed.getBytes(StandardCharsets.ISO_8859_1));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
