package dev.avowry.connection;

import dev.avowry.kernel.SecretBytes;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a token endpoint gave, RFC 6749 §5.1.
 *
 * @param refreshToken empty when there is none, or none other than before
 * @param lasts how long the access token opens something, if that was said
 * @param scopes what it allows, if that is other than what was asked for
 */
public record TokenSet(
    SecretBytes accessToken,
    Optional<SecretBytes> refreshToken,
    Optional<Duration> lasts,
    Optional<List<String>> scopes) {
  /** The member of the answer, and the field of the secret. */
  static final String ACCESS_TOKEN = "access_token";

  private static final int LONGEST = 16 * 1024;

  /** What is shorter cannot be told from other text where it is echoed. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{6," + LONGEST + "}");

  private static final long LONGEST_LIFE = Duration.ofDays(3_650).toSeconds();

  /**
   * Reads an answer.
   *
   * @throws RuntimeException when it is none; the words of it are not for anybody's eyes
   */
  public static TokenSet read(JsonObject answer) {
    require("bearer".equalsIgnoreCase((String) answer.getValue("token_type")));
    return new TokenSet(
        token(answer.getValue(ACCESS_TOKEN)),
        Optional.ofNullable(answer.getValue("refresh_token")).map(TokenSet::token),
        Optional.ofNullable(answer.getValue("expires_in")).map(TokenSet::seconds),
        Optional.ofNullable(answer.getValue("scope"))
            .map(scope -> Arrays.asList(((String) scope).split(" ", -1))));
  }

  private static SecretBytes token(Object value) {
    String text = (String) value;
    require(TOKEN.matcher(text).matches());
    return SecretBytes.ofText(text);
  }

  private static Duration seconds(Object value) {
    long seconds = Long.parseLong(value.toString());
    require(seconds >= 1);
    return Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("the answer is no set of tokens");
    }
  }

  /** Whether it allows nothing that was not asked for. */
  boolean isWithin(List<String> asked) {
    return scopes.map(asked::containsAll).orElse(true);
  }

  /** When the access token ends that was given now, if that was said. */
  Optional<Instant> endsAt(Instant now) {
    return lasts.map(now::plus);
  }

  /** The access token itself. */
  String exposeAccessToken() {
    return new String(accessToken.exposeSecret(), StandardCharsets.US_ASCII);
  }
}
