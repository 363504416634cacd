package dev.avowry.provenance;

import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Finds out whom messages are from, as of now. Each is judged within a few seconds; what is open
 * then is not verified. Nothing that a message says of its own verification is read ({@code
 * Authentication-Results}, {@code Received}).
 */
@Singleton
public class Provenance {
  /** A sender waits minutes for the reply to a message, RFC 5321 §4.5.3.2.6; others wait for us. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Dns dns;
  private final Clock clock;

  /** Each message has a thread that waits for answers, and costs next to nothing meanwhile. */
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("avowry-provenance-", 0).factory());

  Provenance(Dns dns, Clock clock) {
    this.dns = dns;
    this.clock = clock;
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  /**
   * Judges a message.
   *
   * @param message the whole, RFC 5322, with CRLF at the end of each line
   * @param author the domain of its one author; empty when it has none, or several
   */
  public Uni<Judgement> judge(SecretBytes message, Optional<String> author, Handover handover) {
    return Uni.createFrom()
        .item(() -> judge(message.exposeSecret(), author, handover, new Lookups(dns, PATIENCE)))
        .runSubscriptionOn(threads)
        .emitOn(here());
  }

  private static Executor here() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : MutinyHelper.executor(context);
  }

  /** The same at once. */
  Judgement judge(byte[] message, Optional<String> author, Handover handover, Lookups lookups) {
    Spf.Outcome spf = Spf.check(handover, lookups);
    Optional<Fields> fields =
        Fields.read(message).filter(header -> header.named("from").size() == 1);
    Optional<String> domain = author.flatMap(DomainNames::read);
    if (fields.isEmpty() || domain.isEmpty()) {
      return new Judgement(
          new Verdict(spf.result(), List.of(), DmarcResult.PERMERROR, false), false);
    }
    Dkim.Outcome dkim = Dkim.check(message, fields.get(), domain.get(), lookups, clock.instant());
    Dmarc.Outcome dmarc = Dmarc.check(domain.get(), spf, dkim, lookups);
    return new Judgement(
        new Verdict(spf.result(), dkim.passed(), dmarc.result(), dmarc.aligned()),
        dmarc.refusalAsked());
  }
}
