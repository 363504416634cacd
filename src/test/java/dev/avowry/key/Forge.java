package dev.avowry.key;

import java.nio.charset.StandardCharsets;

/** Makes JWTs of any kind, malformed ones among them. */
final class Forge {
  private Forge() {}

  /** Header and payload as given, truly signed. */
  static String signed(Signer signer, String header, String payload) {
    String input = encode(header) + "." + encode(payload);
    byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64Url.encode(signature);
  }

  /** Header and payload as given, with some signature. */
  static String unsigned(String header, String payload) {
    return encode(header) + "." + encode(payload) + "." + encode("some signature");
  }

  static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }
}
