package dev.avowry.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.CredentialId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Notes when credentials are used, each at most once an hour from each replica: so that whoever
 * removes one knows whether it is still in use, and no mint waits for it. A note that is lost makes
 * no difference to anything but that.
 */
@ApplicationScoped
public class CredentialUse {
  /** How far behind a note may be. */
  public static final Duration PRECISION = Duration.ofHours(1);

  private static final Logger LOG = Logger.getLogger(CredentialUse.class);

  private final CredentialUseStore store;
  private final Clock clock;
  private final Cache<CredentialId, Instant> noted;

  CredentialUse(CredentialUseStore store, Clock clock, MemoryConfig config) {
    this.store = store;
    this.clock = clock;
    this.noted = Caffeine.newBuilder().maximumSize(config.agents()).build();
  }

  /** The credential has just proven its agent. */
  public void seen(Credential credential) {
    Instant now = clock.instant();
    Instant before = noted.getIfPresent(credential.id());
    if (before == null || !now.isBefore(before.plus(PRECISION))) {
      noted.put(credential.id(), now);
      store
          .note(credential.id(), now)
          .subscribe()
          .with(
              done -> {},
              failure ->
                  LOG.debugf("use not noted: credential=%s cause=%s", credential.id(), failure));
    }
  }
}
