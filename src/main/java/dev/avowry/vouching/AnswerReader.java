package dev.avowry.vouching;

import dev.avowry.kernel.SecretBytes;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what a token endpoint answered to a refresh token. Only what RFC 6749 §5.2 defines as the
 * end of that very token is a refusal, and what OpenID Connect Core §12.2 forbids: another subject.
 * Everything else decides nothing.
 */
public final class AnswerReader {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");
  private static final int PARTS = 3;

  private AnswerReader() {}

  /**
   * What it says.
   *
   * @param subject who is asked about
   * @param issuer whose word it has to be
   */
  public static Answer read(int status, String body, String subject, String issuer) {
    Optional<JsonObject> json = object(body);
    return switch (status) {
      case OK ->
          json.map(it -> granted(it, subject, issuer))
              .orElseGet(() -> new Answer.Unclear("status 200 without JSON", true));
      case BAD_REQUEST -> refused(json.flatMap(it -> text(it, "error")));
      default -> new Answer.Unclear("status " + status, false);
    };
  }

  private static Answer granted(JsonObject json, String subject, String issuer) {
    if (text(json, "access_token").isEmpty()) {
      return new Answer.Unclear("status 200 without access_token", true);
    }
    return text(json, "id_token")
        .map(token -> named(token, subject, issuer))
        .orElseGet(() -> Optional.of(true))
        .map(same -> same ? vouches(json) : new Answer.Refuses("another subject"))
        .orElseGet(() -> new Answer.Unclear("an ID token that says nothing", true));
  }

  private static Answer vouches(JsonObject json) {
    return new Answer.Vouches(text(json, "refresh_token").map(SecretBytes::ofText));
  }

  /**
   * Whether it is the same human; empty when that cannot be said. It came from the provider itself,
   * over the connection that we opened: OpenID Connect Core §3.1.3.7 asks for no more.
   */
  private static Optional<Boolean> named(String token, String subject, String issuer) {
    return claims(token)
        .filter(it -> text(it, "iss").map(AnswerReader::bare).equals(Optional.of(bare(issuer))))
        .flatMap(it -> text(it, "sub"))
        .map(subject::equals);
  }

  /** Providers and those who write their names down do not agree about the last slash. */
  private static String bare(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }

  private static Answer refused(Optional<String> error) {
    return error.equals(Optional.of("invalid_grant"))
        ? new Answer.Refuses("invalid_grant")
        : new Answer.Unclear(
            "status 400 " + error.filter(it -> CODE.matcher(it).matches()).orElse("without error"),
            false);
  }

  private static Optional<JsonObject> claims(String token) {
    List<String> parts = List.of(token.split("\\.", -1));
    if (parts.size() != PARTS) {
      return Optional.empty();
    }
    try {
      return object(
          new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<JsonObject> object(String text) {
    try {
      return Optional.of(new JsonObject(text));
    } catch (DecodeException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonObject json, String member) {
    return Optional.ofNullable(json.getValue(member))
        .filter(String.class::isInstance)
        .map(Objects::toString)
        .filter(it -> !it.isEmpty());
  }
}
