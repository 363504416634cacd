package dev.avowry.vouching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final String ISSUER = "https://id.example";

  @Test
  void vouchesWithAnAccessToken() {
    assertEquals(new Answer.Vouches(Optional.empty()), read(200, "{'access_token':'a'}"));
    assertEquals(
        new Answer.Vouches(Optional.of(SecretBytes.ofText("next"))),
        read(200, "{'access_token':'a','refresh_token':'next'}"));
  }

  @Test
  void vouchesForTheSameHumanOnly() {
    assertInstanceOf(Answer.Vouches.class, read(200, granting(ISSUER, "ada")));
    assertInstanceOf(Answer.Vouches.class, read(200, granting(ISSUER + "/", "ada")));
    assertEquals(
        new Answer.Refuses("another subject"), read(200, granting(ISSUER, "somebody else")));
  }

  @Test
  void refusesByWhatEndsThatVeryToken() {
    assertEquals(
        new Answer.Refuses("invalid_grant"),
        read(400, "{'error':'invalid_grant','error_description':'User disabled'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The client's fault, or ours.
        "400 | {'error':'invalid_client'}",
        "401 | {'error':'invalid_client'}",
        "400 | {'error':'unauthorized_client'}",
        "400 | {'error':'invalid_request'}",
        "400 | {'error':'invalid_scope'}",
        "400 | {'error':'unsupported_grant_type'}",
        // They are asked for more than a token: they can still sign in.
        "400 | {'error':'interaction_required'}",
        "400 | {'error':'login_required'}",
        // Not as RFC 6749 §5.2 says it.
        "401 | {'error':'invalid_grant'}",
        "403 | {'error':'invalid_grant'}",
        "500 | {'error':'invalid_grant'}",
        "302 | {'error':'invalid_grant'}",
        "400 | {'error':'INVALID_GRANT'}",
        "400 | {'error':['invalid_grant']}",
        "400 | {'error':{'code':'invalid_grant'}}",
        "400 | error=invalid_grant",
        "400 | <html>invalid_grant</html>",
        "400 | ['invalid_grant']",
        "400 | 'invalid_grant'",
        "400 | null",
        "429 | {'error':'slow_down'}",
        "503 | try again"
      })
  void decidesNothingByAnythingElse(int status, String body) {
    Answer.Unclear unclear = assertInstanceOf(Answer.Unclear.class, read(status, body));

    assertFalse(unclear.doubtful(), "an error replaces no token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "{'access_token':''}",
        "{'access_token':7}",
        "<html>welcome</html>",
        "{'access_token':'a','id_token':'a.b'}",
        "{'access_token':'a','id_token':'a.!.c'}",
        "{'access_token':'a','id_token':'a.e30.c'}"
      })
  void doubtsAnAnswerThatItCannotRead(String body) {
    assertTrue(assertInstanceOf(Answer.Unclear.class, read(200, body)).doubtful());
  }

  @Test
  void doubtsAnotherIssuersWord() {
    Answer answer = read(200, granting("https://other.example", "somebody else"));

    assertTrue(assertInstanceOf(Answer.Unclear.class, answer).doubtful());
  }

  @Test
  void keepsWhatAProviderWroteOutOfTheLog() {
    Answer.Unclear unclear =
        assertInstanceOf(Answer.Unclear.class, read(400, "{'error':'x\\nfaked line of a log'}"));

    assertEquals("status 400 without error", unclear.why());
  }

  private static String granting(String issuer, String subject) {
    String claims = "{\"iss\":\"%s\",\"sub\":\"%s\"}".formatted(issuer, subject);
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "{'access_token':'a','id_token':'e30.%s.c'}".formatted(payload);
  }

  private static Answer read(int status, String body) {
    return AnswerReader.read(status, body.replace('\'', '"'), "ada", ISSUER);
  }
}
