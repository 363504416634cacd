package dev.avowry.verifier;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A JWS in the making, good unless a test spoils it. */
final class TestJws {
  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private UnaryOperator<String> headerText = text -> text;
  private UnaryOperator<String> claimsText = text -> text;
  private UnaryOperator<byte[]> signature = bytes -> bytes;
  private TestKey key;

  TestJws(String typ, TestKey key, Map<String, Object> claims) {
    this.key = key;
    this.claims.putAll(claims);
    header.put("typ", typ);
    signedBy(key);
  }

  TestJws signedBy(TestKey signer) {
    key = signer;
    return header("alg", signer.alg()).header("kid", signer.kid());
  }

  TestJws header(String name, Object value) {
    header.put(name, value);
    return this;
  }

  TestJws withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  TestJws claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  TestJws without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** Changes the header's JSON before it is signed. */
  TestJws headerText(UnaryOperator<String> change) {
    headerText = change;
    return this;
  }

  /** Changes the payload's JSON before it is signed. */
  TestJws claimsText(UnaryOperator<String> change) {
    claimsText = change;
    return this;
  }

  TestJws signature(UnaryOperator<byte[]> change) {
    signature = change;
    return this;
  }

  String sign() {
    String input =
        base64(headerText.apply(JSONObjectUtils.toJSONString(header)))
            + "."
            + base64(claimsText.apply(JSONObjectUtils.toJSONString(claims)));
    byte[] signed = key.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64URL.encode(signature.apply(signed));
  }

  static String base64(String text) {
    return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
