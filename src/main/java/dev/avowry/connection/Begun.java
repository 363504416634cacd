package dev.avowry.connection;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.kernel.Sha256;
import dev.avowry.key.Base64Url;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a request for authorization is made of, and nobody can guess: the state, and the verifier of
 * which the provider is told the hash, RFC 7636 §4.
 */
record Begun(SecretBytes state, SecretBytes verifier) {
  private static final int BYTES = 32;

  static Begun random(SecureRandom random) {
    return new Begun(text(random), text(random));
  }

  private static SecretBytes text(SecureRandom random) {
    return SecretBytes.ofText(Base64Url.encode(SecretBytes.random(random, BYTES).exposeSecret()));
  }

  /** By what the state is kept. */
  byte[] hash() {
    return hash(exposed(state));
  }

  static byte[] hash(String state) {
    return Sha256.of(state);
  }

  /** Where the browser is led, RFC 6749 §4.1.1. */
  URI at(Provider provider, String redirectUri, List<String> scopes) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", provider.clientId());
    query.put("redirect_uri", redirectUri);
    query.put("scope", String.join(" ", scopes));
    query.put("state", exposed(state));
    query.put("code_challenge", Sha256.thumbprint(exposed(verifier)));
    query.put("code_challenge_method", "S256");
    String endpoint = provider.endpoints().authorization().toString();
    return URI.create(endpoint + (endpoint.indexOf('?') < 0 ? '?' : '&') + encoded(query));
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(each -> each.getKey() + '=' + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String exposed(SecretBytes text) {
    return new String(text.exposeSecret(), StandardCharsets.US_ASCII);
  }
}
