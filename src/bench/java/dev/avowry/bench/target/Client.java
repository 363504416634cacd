package dev.avowry.bench.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Somebody who authenticates by {@code private_key_jwt}.
 *
 * @param id its client_id
 * @param issuer whom its assertions are for
 */
public record Client(String id, ClientKey key, String issuer) {
  private static final String ASSERTION_TYPE =
      "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

  /** The form, encoded, with a fresh assertion. */
  String form(String parameters) {
    return parameters + "&" + asserted(key.assertion(id, issuer));
  }

  /** The parameters that authenticate whoever the assertion is of. */
  static String asserted(String assertion) {
    return ASSERTION_TYPE + "&client_assertion=" + assertion;
  }

  /** A fresh proof of possession for the token endpoint. */
  String proof() {
    return key.proof(issuer + "/token");
  }

  /** Parameters, encoded. */
  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
