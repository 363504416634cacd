package dev.avowry.revocation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.key.JwtSigner;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.KnownEntries;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the list in memory and serves it signed.
 *
 * <p>Truth is the table: the list follows it when a notification wakes it, each second besides, and
 * after every order that this replica carried out. Cut off from the database it signs nothing anew,
 * so that its last list runs out and verifiers go stale by their contract.
 */
@ApplicationScoped
public class Publisher {
  /** The {@code typ} of the signed list; no other JWT of ours has it. */
  public static final String TYP = "revocations+jwt";

  private static final Logger LOG = Logger.getLogger(Publisher.class);

  private final Entries entries;
  private final KnownEntries known;
  private final JwtSigner signer;
  private final Clock clock;
  private final ListConfig config;
  private final String issuer;
  private volatile RevocationList list = RevocationList.EMPTY;
  private volatile @Nullable PublishedList published;

  Publisher(
      Entries entries,
      KnownEntries known,
      JwtSigner signer,
      Clock clock,
      ListConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.entries = entries;
    this.known = known;
    this.signer = signer;
    this.clock = clock;
    this.config = config;
    this.issuer = issuer;
  }

  /** Reads what is new. After it, what was assigned before the call is in the list. */
  public Uni<Void> refresh() {
    return entries.since(list.head()).invoke(known::learn).invoke(this::take).replaceWithVoid();
  }

  /** The list as it is now; refused when the database has been out of reach for too long. */
  public PublishedList current() {
    RevocationList held = list;
    PublishedList last = published;
    if (last != null && last.head().equals(held.head()) && !isDue(last)) {
      return last;
    }
    if (held.confirmedAt().plus(config.renewal()).isBefore(clock.instant())) {
      return lastWhileItHolds(last);
    }
    PublishedList rendered = render(held);
    published = rendered;
    return rendered;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> follow() {
    return refresh()
        .onFailure()
        .invoke(failure -> LOG.warnf("the revocation list could not be read: cause=%s", failure))
        .onFailure()
        .recoverWithNull();
  }

  @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return entries
        .forget(clock.instant())
        .onFailure()
        .invoke(failure -> LOG.warnf("old entries could not be dropped: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** Two readings may overlap; the one that saw less must not undo the other. */
  private synchronized void take(Entries.Since since) {
    if (since.head().compareTo(list.head()) >= 0) {
      list = list.with(since, clock.instant());
    }
  }

  private boolean isDue(PublishedList last) {
    return !last.issuedAt().plus(config.renewal()).isAfter(clock.instant());
  }

  private PublishedList lastWhileItHolds(@Nullable PublishedList last) {
    if (last == null || !last.expiresAt().isAfter(clock.instant())) {
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE, "the revocation list cannot be confirmed now");
    }
    return last;
  }

  private PublishedList render(RevocationList held) {
    Instant issuedAt = held.confirmedAt();
    Instant expiresAt = issuedAt.plus(config.lifetime());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("iat", issuedAt.getEpochSecond());
    claims.put("exp", expiresAt.getEpochSecond());
    claims.put("seq", held.head().seq());
    claims.put("from", held.from());
    claims.put("entries", held.entries().stream().map(Publisher::claims).toList());
    return new PublishedList(
        signer.sign(Algorithm.ES256, TYP, claims),
        new JsonObject(claims).encode(),
        held.head(),
        issuedAt,
        expiresAt);
  }

  private static Map<String, Object> claims(Entry entry) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("seq", entry.seq());
    claims.put("id", entry.id());
    claims.put("at", entry.at().getEpochSecond());
    claims.put("until", entry.until().getEpochSecond());
    return claims;
  }
}
