package dev.avowry.jose;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A JWT that is in order as long as nobody changes it, and what is needed to sign others like it.
 *
 * @param header to be changed
 * @param claims to be changed
 * @param signer gives r and s of ES256 for a signing input, by the key that counts
 * @param key the public half of that key
 * @param time the claim without which it is nothing: {@code exp} or {@code iat}
 */
record JwtDraft(
    Map<String, Object> header,
    Map<String, Object> claims,
    UnaryOperator<byte[]> signer,
    JWK key,
    String time) {
  JwtDraft {
    header = new LinkedHashMap<>(header);
    claims = new LinkedHashMap<>(claims);
  }

  /** Header, payload and signature as they stand. */
  String sign() {
    return sign(headerText(), claimsText());
  }

  /** Truly signed, whatever header and payload are. */
  String sign(String headerText, String payload) {
    return sign(
        headerText.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Truly signed, whatever bytes header and payload are. */
  String sign(byte[] headerBytes, byte[] payload) {
    return signed(Base64URL.encode(headerBytes) + "." + Base64URL.encode(payload));
  }

  /** The same with another signature. */
  String signedBy(UnaryOperator<byte[]> other) {
    String input = input();
    return input + "." + Base64URL.encode(other.apply(input.getBytes(StandardCharsets.US_ASCII)));
  }

  /** A signing input, signed. */
  String signed(String input) {
    return input + "." + Base64URL.encode(signer.apply(input.getBytes(StandardCharsets.US_ASCII)));
  }

  String input() {
    return Base64URL.encode(headerText()) + "." + Base64URL.encode(claimsText());
  }

  String headerText() {
    return JSONObjectUtils.toJSONString(header);
  }

  String claimsText() {
    return JSONObjectUtils.toJSONString(claims);
  }

  /** With a member of the header set. */
  JwtDraft header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  /** With a claim set. */
  JwtDraft claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }
}
