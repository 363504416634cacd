package dev.avowry.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EffectiveSettingsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(AVOWRY_[A-Z0-9_]+)` \\|");

  /** Secrets, and addresses and texts in which one may stand. */
  private static final Set<String> KEPT_BACK =
      Set.of(
          "AVOWRY_AUDIT_ACCEPT",
          "AVOWRY_BOOTSTRAP_TOKEN",
          "AVOWRY_DB_PASSWORD",
          "AVOWRY_DB_URL",
          "AVOWRY_KEK_FILE",
          "AVOWRY_MAIL_KEY",
          "AVOWRY_MAIL_RELAY_DKIM_KEY",
          "AVOWRY_MAIL_RELAY_PASSWORD",
          "AVOWRY_OTHER_KEK_FILES",
          // By as many names as there are providers.
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_CLIENT_ID",
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_CLIENT_SECRET",
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_CREATE_SPONSORS",
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_GROUPS_CLAIM",
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_ISSUER",
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_LABEL",
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_MFA",
          "AVOWRY_SIGN_IN_PROVIDERS_CORP_WHEN_REFUSED",
          "AVOWRY_TLS_KEY");

  @Test
  void everySettingIsEitherShownOrKeptBackOnPurpose() throws IOException {
    Set<String> documented =
        ROW.matcher(Files.readString(Path.of("src/docs/configuration.md")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> answered = new TreeSet<>(KEPT_BACK);
    EffectiveSettings.SHOWN.stream().map(EffectiveSettings::variable).forEach(answered::add);
    assertEquals(documented, answered);
  }

  @Test
  void noSecretIsShown() {
    Set<String> both = new TreeSet<>(KEPT_BACK);
    both.retainAll(EffectiveSettings.SHOWN.stream().map(EffectiveSettings::variable).toList());
    assertEquals(Set.of(), both);
  }
}
