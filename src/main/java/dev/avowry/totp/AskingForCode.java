package dev.avowry.totp;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.SingleUse;
import dev.avowry.vault.Deed;
import dev.avowry.vault.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The code of this step of time, if nobody was given it, or of the next count. */
final class AskingForCode extends Asking<Code> {
  /** By which the clocks of two replicas may differ. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  AskingForCode(Optional<Website> site) {
    super(site);
  }

  @Override
  public String purpose() {
    return "code";
  }

  @Override
  Deed<Code> with(Factor factor, Opened secret) {
    return switch (factor.moving()) {
      case Moving.OfTime time -> ofTime(factor.seed(), time, secret);
      case Moving.OfCounter counter ->
          ofCount(
              factor.seed(),
              secret.latest().isPresent() ? secret.latest().getAsLong() + 1 : counter.first(),
              secret);
    };
  }

  private Deed<Code> ofTime(Seed seed, Moving.OfTime time, Opened secret) {
    long now = secret.at().getEpochSecond();
    long step = time.step(now);
    int left = time.left(now);
    return Deed.once(
        new SingleUse(
            SingleUse.Kind.CODE_STEP,
            secret.id().toString(),
            Long.toString(step),
            Instant.ofEpochSecond(time.end(step)).plus(SKEW)),
        detail("step", step),
        new Code(seed.code(step), Optional.of(new Code.Window(time.period(), left))),
        () -> {
          throw Refusal.refused(
              Reason.CONFLICT,
              "the code of this step was given already; the next begins in %d seconds"
                  .formatted(left));
        });
  }

  /** Each count once, RFC 4226 §7.2: who finds theirs taken takes the next. */
  private Deed<Code> ofCount(Seed seed, long count, Opened secret) {
    return Deed.once(
        new SingleUse(
            SingleUse.Kind.CODE_COUNTER,
            secret.id().toString(),
            "%d %d".formatted(secret.version(), count),
            secret.since().plus(KEPT_FOR)),
        detail(Deed.NUMBER, count),
        new Code(seed.code(count), Optional.empty()),
        () -> ofCount(seed, count + 1, secret));
  }
}
