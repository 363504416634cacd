package dev.avowry.totp;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.Deed;
import dev.avowry.vault.Errand;
import dev.avowry.vault.Opened;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Use;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What agents want of a second factor: a code, for somewhere. */
abstract sealed class Asking<T> implements Errand<T> permits AskingForCode, AskingForBackupCode {
  /** Longer than anybody keeps a seed. */
  static final Duration KEPT_FOR = Duration.ofDays(36_500);

  private final Optional<Website> site;

  Asking(Optional<Website> site) {
    this.site = site;
  }

  @Override
  public final Use use() {
    return Use.USE;
  }

  @Override
  public final void requireType(SecretType type) {
    switch (type) {
      case TOTP, HOTP -> {}
      case LOGIN,
          API_KEY,
          OAUTH,
          ACCESS_TOKEN,
          SSH_KEY,
          DATABASE,
          CERTIFICATE,
          SMTP,
          CARD,
          CUSTOM ->
          throw Refusal.refused(
              Reason.CONFLICT, "a secret of the type %s gives no codes".formatted(type.code()));
    }
  }

  @Override
  public final Deed<T> with(Opened secret) {
    Factor factor = Factor.read(secret.fields());
    factor.requireFor(site);
    return with(factor, secret);
  }

  abstract Deed<T> with(Factor factor, Opened secret);

  /** What the ledger has of it, besides where it is for. */
  Map<String, String> detail(String name, long value) {
    Map<String, String> detail = new HashMap<>();
    detail.put(name, Long.toString(value));
    site.ifPresent(asked -> detail.put("origin", asked.origin()));
    return detail;
  }
}
