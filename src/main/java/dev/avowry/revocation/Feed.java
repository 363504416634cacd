package dev.avowry.revocation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.JwtSigner;
import dev.avowry.ledger.Entry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audience of every entry once and in order, and each second that there is no other.
 *
 * <p>A heartbeat repeats what the database has just confirmed, so that none is sent by a replica
 * that is cut off from it. All that changes here belongs to one thread, which also signs: what
 * comes first goes out first, and no event loop waits for a signature.
 */
@ApplicationScoped
public class Feed {
  private static final Logger LOG = Logger.getLogger(Feed.class);

  /** Farther back the whole list is cheaper than the single entries. */
  private static final int LONGEST_RESUMPTION = 1_000;

  /**
   * A little less than the second at which the database is asked, or every other would be left out.
   */
  private static final Duration HEARTBEAT = Duration.ofMillis(900);

  /** A replica that was not confirmed for so long takes no new readers: another may do better. */
  private static final Duration CUT_OFF = Duration.ofSeconds(5);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("avowry-feed").daemon().factory());

  private final Publisher publisher;
  private final Audience audience;
  private final StreamSigner signer;
  private final Milestones milestones;
  private final Clock clock;
  private final Duration renewal;
  private final Map<Long, StreamEvent> signed = new LinkedHashMap<>();
  private @Nullable Whole whole;
  private String signedBy = "";
  private volatile RevocationList told = RevocationList.EMPTY;
  private Instant lastHeartbeat = Instant.EPOCH;

  Feed(
      Publisher publisher,
      Audience audience,
      JwtSigner signer,
      Milestones milestones,
      Clock clock,
      ListConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.publisher = publisher;
    this.audience = audience;
    this.signer = new StreamSigner(signer, config, issuer);
    this.milestones = milestones;
    this.clock = clock;
    this.renewal = config.renewal();
  }

  void start(@Observes StartupEvent event) {
    publisher.follow(list -> thread.execute(() -> advance(list)));
  }

  void stop(@Observes ShutdownEvent event) {
    publisher.follow(list -> {});
    thread.shutdown();
  }

  /** Refuses new readers while heartbeats fail to come. */
  public void requireCurrent() {
    if (told.confirmedAt().plus(CUT_OFF).isBefore(clock.instant())) {
      throw Refusal.refused(
          Reason.TEMPORARILY_UNAVAILABLE, "the revocation list cannot be confirmed now");
    }
  }

  /** A list as it was signed and rendered once, for all who come soon after. */
  private record Whole(PublishedList list, StreamEvent event) {}

  /**
   * Gives a new reader what it lacks: the entries after its place, or the whole list where it has
   * none, an impossible one, or one too far back. Whatever the audience is told after that follows
   * it, if the reader joins the audience before {@code first} returns.
   */
  public void welcome(Optional<Long> place, Consumer<List<StreamEvent>> first) {
    thread.execute(() -> first.accept(lacking(place)));
  }

  private List<StreamEvent> lacking(Optional<Long> place) {
    try {
      return place.filter(this::isNear).map(this::after).map(List::of).orElseGet(this::all);
    } catch (RuntimeException failure) {
      // The reader sees by the next event that it lacks something, and asks for the list.
      LOG.warnf("a reader of the stream could not be told what it lacks: cause=%s", failure);
      return List.of(StreamEvent.NOTHING);
    }
  }

  private void advance(RevocationList list) {
    try {
      if (!audience.isEmpty()) {
        tell(list);
      }
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "the stream could not be written");
    } finally {
      told = list;
    }
  }

  private void tell(RevocationList list) {
    long last = told.head().seq();
    if (last + 1 < list.from()) {
      audience.tell(whole().event());
    } else if (last < list.head().seq()) {
      List<Entry> entries = list.after(last);
      audience.tell(events(entries));
      entries.forEach(entry -> milestones.published(entry.seq()));
    }
    if (!lastHeartbeat.plus(HEARTBEAT).isAfter(list.confirmedAt())) {
      lastHeartbeat = list.confirmedAt();
      audience.tell(signer.heartbeat(list));
    }
  }

  private boolean isNear(long place) {
    long head = told.head().seq();
    return place >= told.from() - 1 && place <= head && head - place <= LONGEST_RESUMPTION;
  }

  private StreamEvent after(long place) {
    return events(told.after(place));
  }

  /** A list that others got a moment ago with what came since: in a storm none is signed anew. */
  private List<StreamEvent> all() {
    forgetWhatAnotherKeySigned();
    Whole last = whole;
    if (last == null || !isNear(last.list().head().seq()) || isDue(last.list())) {
      last = whole();
    }
    long place = last.list().head().seq();
    return isNear(place) ? List.of(last.event(), after(place)) : List.of(last.event());
  }

  private boolean isDue(PublishedList list) {
    return !list.issuedAt().plus(renewal).isAfter(clock.instant());
  }

  private Whole whole() {
    PublishedList list = publisher.current();
    Whole made = new Whole(list, StreamEvent.list(list));
    whole = made;
    return made;
  }

  private StreamEvent events(List<Entry> entries) {
    if (entries.isEmpty()) {
      return StreamEvent.NOTHING;
    }
    forgetWhatAnotherKeySigned();
    StreamEvent all = StreamEvent.all(entries.stream().map(this::event).toList());
    while (signed.size() > LONGEST_RESUMPTION) {
      signed.remove(signed.keySet().iterator().next());
    }
    return all;
  }

  /** Who joins now has the JWKS of now, from which a key that was replaced may be gone. */
  private void forgetWhatAnotherKeySigned() {
    String kid = signer.kid();
    if (!kid.equals(signedBy)) {
      signed.clear();
      whole = null;
      signedBy = kid;
    }
  }

  private StreamEvent event(Entry entry) {
    return signed.computeIfAbsent(entry.seq(), any -> signer.entry(entry));
  }
}
