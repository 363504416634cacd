package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are looked at before the database, so that none is needed here. */
@DisplayName("A start with a setting that makes no sense")
class SettingsIT {
  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "AVOWRY_ISSUER, https://id.example.org/, AVOWRY_ISSUER",
    "AVOWRY_TOKEN_TTL, 29s, avowry.token.ttl must be from 30 seconds to 15 minutes",
    "AVOWRY_MEMORY_AGENTS, 99, avowry.memory.agents must be from 100 to 10000000",
    "AVOWRY_MEMORY_TOKENS, 99, avowry.memory.tokens must be from 100 to 10000000",
    "AVOWRY_REVOCATIONS_RENEWAL, 30s, avowry.revocations.renewal must be less than half",
    "AVOWRY_BOOTSTRAP_TOKEN, 0123456789012345678901234567890, at least 32 characters",
    "AVOWRY_DB_URL, mysql://127.0.0.1/avowry, postgresql://host:port/database",
    "AVOWRY_KEY_REFRESH, soon, avowry.key.refresh"
  })
  @DisplayName("says so in one sentence and ends with 1")
  void endsWithOneSentence(String name, String value, String sentence) throws Exception {
    Path folder = Folders.fresh("settings");

    AvowryProcess.Ended ended =
        AvowryProcess.in(folder)
            .with("AVOWRY_DB_URL", "postgresql://127.0.0.1:1/avowry")
            .with(name, value)
            .run();

    assertEquals(1, ended.code());
    assertTrue(ended.output().contains("Avowry cannot start: "), ended.output());
    assertTrue(ended.output().contains(sentence), ended.output());
    assertFalse(ended.output().contains("\tat "), "no stack trace: " + ended.output());
  }
}
