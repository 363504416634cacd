package dev.avowry.mail;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayLimitsTest {
  private static RelayConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    settings.forEach((name, value) -> all.put("avowry.mail.relay." + name, value));
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 100, new DurationConverter())
        .withMapping(RelayConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(RelayConfig.class);
  }

  private static void check(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    RelayLimits.check(config(all));
  }

  private static void refuses(String... settings) {
    assertThrows(CannotStart.class, () -> check(settings));
  }

  @Test
  void takesNoRelayAndOneThatIsWhole() {
    check();
    check("host", "smtp.example", "dkim-key", "a.pem", "user", "u", "password", "p");
    check("host", "127.0.0.1", "dkim-key", "a.pem", "tls", "none");
  }

  @Test
  void refusesARelayInTheClearElsewhere() {
    refuses("host", "smtp.example", "dkim-key", "a.pem", "tls", "none");
    refuses("host", "localhost.evil.example", "dkim-key", "a.pem", "tls", "none");
  }

  @Test
  void refusesToSendUnsignedOrWithHalfALogin() {
    refuses("host", "smtp.example");
    refuses("user", "u");
    refuses("password", "p");
  }

  @ParameterizedTest
  @CsvSource({
    "port,0",
    "port,65536",
    "at-once,0",
    "at-once,51",
    "timeout,999ms",
    "timeout,301s",
    "retry-after,99ms",
    "retry-after,2h",
    "patience,999ms",
    "patience,8d",
    "dkim-selector,a.b",
    "dkim-selector,A",
    "dkim-selector,a;"
  })
  void refusesLimitsThatAreNone(String name, String value) {
    refuses(name, value);
  }
}
