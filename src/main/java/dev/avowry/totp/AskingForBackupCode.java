package dev.avowry.totp;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.SingleUse;
import dev.avowry.vault.Deed;
import dev.avowry.vault.Opened;
import java.util.Optional;

/** The first of the codes that were written down which nobody was given. */
final class AskingForBackupCode extends Asking<BackupCode> {
  AskingForBackupCode(Optional<Website> site) {
    super(site);
  }

  @Override
  public String purpose() {
    return "backup_code";
  }

  @Override
  Deed<BackupCode> with(Factor factor, Opened secret) {
    return at(Math.toIntExact(secret.latest().orElse(0)) + 1, factor, secret);
  }

  private Deed<BackupCode> at(int number, Factor factor, Opened secret) {
    if (number > factor.backups()) {
      throw Refusal.refused(Reason.CONFLICT, "there is no backup code left");
    }
    return Deed.once(
        new SingleUse(
            SingleUse.Kind.BACKUP_CODE,
            secret.id().toString(),
            "%d %d".formatted(secret.version(), number),
            secret.since().plus(KEPT_FOR)),
        detail(Deed.NUMBER, number),
        new BackupCode(factor.backupCode(number), factor.backups() - number),
        () -> at(number + 1, factor, secret));
  }
}
