package dev.avowry.web.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.kernel.Refusal;

/**
 * A refusal under {@code /v1}, as RFC 9457 §3 has it.
 *
 * @param type {@code urn:avowry:problem:} and the reason's code with dashes
 * @param title what the reason means in general
 * @param status the HTTP status
 * @param detail what it means here
 * @param requestId names the request in Avowry's log and ledger
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonProperty("request_id") String requestId) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(Refusal refusal, String requestId) {
    return new Problem(
        "urn:avowry:problem:" + refusal.reason().code().replace('_', '-'),
        refusal.reason().title(),
        refusal.reason().status(),
        refusal.detail(),
        requestId);
  }
}
