package dev.avowry.broker;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.Call;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request as an agent asks for it, without the secret.
 *
 * @param headers by names in any case
 */
public record Asked(Call call, Map<String, String> headers, Optional<String> body) {
  private static final int LONGEST_BODY = 48 * 1_024;
  static final String CONTENT_TYPE = "Content-Type";

  /** RFC 9110 §9.3.1: what a body of the others means nobody has said. */
  static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");

  public Asked {
    headers = SentHeaders.check(headers);
    body.ifPresent(text -> requireBody(text, call.method()));
    require(
        body.isEmpty() || headers.containsKey(CONTENT_TYPE),
        "a body takes the header Content-Type, which says what it is");
  }

  private static void requireBody(String text, String method) {
    require(WITH_BODY.contains(method), "a body is sent by POST, PUT, PATCH or DELETE");
    require(
        text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BODY,
        "body is at most " + LONGEST_BODY + " bytes");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
