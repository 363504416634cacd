package dev.avowry.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * A refusal to a directory, RFC 7644 §3.12.
 *
 * @param status the HTTP status, as text
 * @param type what more there is to say of 400 and 409
 */
public record ScimError(
    List<String> schemas,
    String status,
    @JsonProperty("scimType") @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> type,
    String detail) {
  static final String MEDIA_TYPE = "application/scim+json";

  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

  static ScimError of(Refusal refusal, int status) {
    return new ScimError(
        List.of(SCHEMA), Integer.toString(status), type(refusal.reason()), refusal.detail());
  }

  private static Optional<String> type(Reason reason) {
    return switch (reason) {
      case INVALID_SYNTAX -> Optional.of("invalidSyntax");
      case INVALID_FILTER -> Optional.of("invalidFilter");
      case INVALID_PATH -> Optional.of("invalidPath");
      case TOO_MANY -> Optional.of("tooMany");
      case INVALID_REQUEST -> Optional.of("invalidValue");
      case CONFLICT -> Optional.of("uniqueness");
      default -> Optional.empty();
    };
  }
}
