package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passwords are hashed on threads of their own, few at a time: a crowd of strangers who sign in
 * takes neither the event loop nor the memory from anybody, and who finds the queue full is told to
 * come again.
 */
@ApplicationScoped
class Passwords {
  /** Each takes 19 MiB while it runs. */
  private static final int AT_ONCE = 2;

  /** Five seconds' work on a busy machine: within the deadline of a request. */
  private static final int MOST_WAITING = 64;

  private final WorkerExecutor workers;
  private final SecureRandom random;
  private final AtomicInteger waiting = new AtomicInteger();

  @Inject
  Passwords(Vertx vertx, SecureRandom random) {
    this.workers = vertx.createSharedWorkerExecutor("passwords", AT_ONCE);
    this.random = random;
  }

  /** The hash of a password. */
  Uni<PasswordHash> hash(String password) {
    return work(() -> PasswordHash.of(PasswordRules.normalised(password), random));
  }

  /** Whether the hash is of the password. Where there is none, as much work says no. */
  Uni<Boolean> fits(Optional<PasswordHash> kept, String password) {
    return work(
        () ->
            kept.orElse(PasswordHash.DECOY).fits(PasswordRules.normalised(password))
                && kept.isPresent());
  }

  private <T> Uni<T> work(Callable<T> hashing) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE, "too many sign in at this moment; try again");
    }
    return workers.executeBlocking(hashing, false).onTermination().invoke(waiting::decrementAndGet);
  }
}
