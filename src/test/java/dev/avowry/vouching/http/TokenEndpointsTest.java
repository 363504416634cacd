package dev.avowry.vouching.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealed;
import dev.avowry.people.SignInConfig;
import dev.avowry.testing.TestProvider;
import dev.avowry.vouching.Answer;
import dev.avowry.vouching.Pledge;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to a token endpoint, and what is made of what comes back. */
@NullUnmarked
class TokenEndpointsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pledge PLEDGE =
      new Pledge(new NodeId(1), "corp", "ada", 1, false, Sealed.of(new byte[0]));

  private TestProvider provider;

  @BeforeEach
  void start() {
    provider = TestProvider.start();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @AfterAll
  static void stopAll() {
    VERTX.closeAndAwait();
  }

  @Test
  void saysWhoAsksAndByWhat() {
    assertEquals(new Answer.Vouches(Optional.empty()), ask("a token/with+marks="));

    TestProvider.Asked asked = provider.asked("a token/with+marks=").getFirst();
    assertEquals("POST", asked.method());
    assertEquals("application/x-www-form-urlencoded", asked.contentType());
    assertEquals("Basic YXZvd3J5OnNlY3JldCBhdCBjb3Jw", asked.authorization());
  }

  @Test
  void takesAnotherToken() {
    provider.replace("one", "two");

    assertEquals(new Answer.Vouches(Optional.of(SecretBytes.ofText("two"))), ask("one"));
  }

  @Test
  void tellsARefusal() {
    provider.refuse("one");

    assertEquals(new Answer.Refuses("invalid_grant"), ask("one"));
  }

  @Test
  void followsNoRedirect() {
    provider.answer("one", 307, "{\"error\":\"invalid_grant\"}");

    assertEquals(new Answer.Unclear("status 307", false), ask("one"));
    assertEquals(1, provider.asked("one").size());
  }

  @Test
  void doubtsWhatBrokeOffAndWhatIsTooLong() {
    provider.hangUpAt("one");
    assertEquals(true, assertInstanceOf(Answer.Unclear.class, ask("one")).doubtful());

    provider.answer("two", 200, "{\"access_token\":\"%s\"}".formatted("a".repeat(70_000)));
    assertEquals(true, assertInstanceOf(Answer.Unclear.class, ask("two")).doubtful());
  }

  @Test
  void isInNoDoubtAboutWhatItNeverSent() {
    provider.close();

    assertEquals(new Answer.Unclear("it was not reached", false), ask("one"));
    provider = TestProvider.start();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"issuer\":\"http://127.0.0.1:1/other\",\"token_endpoint\":\"%s/token\"}",
        "{\"issuer\":\"%s\"}",
        "{\"issuer\":\"%s\",\"token_endpoint\":\"/token\"}",
        "{\"issuer\":\"%s\",\"token_endpoint\":\"not an address\"}",
        "{\"issuer\":7,\"token_endpoint\":\"%s/token\"}",
        "{\"token_endpoint\":\"%s/token\"}",
        "[]",
        "nothing"
      })
  void sendsNoTokenToWhomTheIssuerDoesNotName(String metadata) {
    provider.describe(metadata.replace("%s", provider.issuer()));

    assertEquals(new Answer.Unclear("it was not reached", false), ask("one"));
    assertEquals(0, provider.asked("one").size());
  }

  @Test
  void asksSeldomWhereTheEndpointIs() {
    TokenEndpoints endpoints = endpoints();

    for (String token : new String[] {"one", "two", "three"}) {
      endpoints.ask(PLEDGE, SecretBytes.ofText(token)).await().atMost(PATIENCE);
    }

    assertEquals(1, provider.described());
  }

  private Answer ask(String token) {
    return endpoints().ask(PLEDGE, SecretBytes.ofText(token)).await().atMost(PATIENCE);
  }

  private TokenEndpoints endpoints() {
    return new TokenEndpoints(
        VERTX,
        new SmallRyeConfigBuilder()
            .withMapping(SignInConfig.class)
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "avowry.sign-in.providers.corp.issuer", provider.issuer(),
                        "avowry.sign-in.providers.corp.client-id", "avowry",
                        "avowry.sign-in.providers.corp.client-secret", "secret at corp"),
                    "test",
                    100))
            .build()
            .getConfigMapping(SignInConfig.class),
        Clock.systemUTC());
  }
}
