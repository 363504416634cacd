package dev.avowry.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An agent in the walk, registered.
 *
 * @param id its client_id
 */
record Player(String name, String id, AgentKey key) {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** The parameters of a request, with a fresh proof of who sends it. */
  Map<String, String> proves(String issuer, Map<String, String> parameters) {
    Map<String, String> form = new LinkedHashMap<>(parameters);
    form.put("client_assertion_type", ASSERTION_TYPE);
    form.put("client_assertion", key.assertion(id, issuer));
    return form;
  }
}
