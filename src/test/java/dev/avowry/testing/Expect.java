package dev.avowry.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.restassured.response.Response;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/** What a test expects of a no: of a rule that refuses, and of an answer that helps. */
public final class Expect {
  /** What only somebody at the log may see. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|\\.java|\\bat [a-z]+\\.|dev\\.avowry|(?<!postgre)sql|select |hibernate|jdbc");

  /** RFC 6749 §5.2: {@code %x20-21 / %x23-5B / %x5D-7E}. */
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  private static final int SHORTEST_SENTENCE = 10;

  private Expect() {}

  /** A refusal for the given reason; what it says is returned. */
  public static String refusal(Reason reason, Executable attempt) {
    Refusal refusal = assertThrows(Refused.class, attempt).refusal();
    assertEquals(reason, refusal.reason(), refusal.detail());
    return refusal.detail();
  }

  /** RFC 9457: problem+json with a sentence that helps and nothing from inside. */
  public static Response problem(int status, String type, Response answer) {
    String body = answer.asString();
    assertEquals(status, answer.statusCode(), body);
    assertEquals("application/problem+json", answer.contentType(), body);
    assertEquals("urn:avowry:problem:" + type, answer.path("type"), body);
    assertEquals(status, answer.<Integer>path("status"), body);
    assertEquals(answer.header("X-Request-Id"), answer.path("request_id"), body);
    sentence(answer.path("detail"), body);
    notStored(answer);
    return answer;
  }

  /** RFC 6749 §5.2: JSON with an error code, and a sentence in the characters that are allowed. */
  public static Response oauthError(int status, String error, Response answer) {
    String body = answer.asString();
    assertEquals(status, answer.statusCode(), body);
    assertTrue(answer.contentType().startsWith("application/json"), answer.contentType());
    assertEquals(error, answer.path("error"), body);
    sentence(answer.path("error_description"), body);
    assertTrue(DESCRIPTION.matcher(answer.path("error_description")).matches(), body);
    notStored(answer);
    return answer;
  }

  /** Whatever the error is, it is the caller's, and nobody keeps it. */
  public static void notStored(Response answer) {
    assertEquals("no-store", answer.header("Cache-Control"));
    assertFalse(answer.header("X-Request-Id").isEmpty());
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
  }

  private static void sentence(String text, String body) {
    assertTrue(text.length() >= SHORTEST_SENTENCE, body);
    assertFalse(INSIDE.matcher(body).find(), body);
  }
}
