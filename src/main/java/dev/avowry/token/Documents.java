package dev.avowry.token;

import dev.avowry.agent.Client;
import dev.avowry.agent.Credential;
import dev.avowry.agent.Standing;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Superseded;
import dev.avowry.revocation.Suspensions;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records that something other than a token is given out upon a token: nothing is signed before
 * this has succeeded. Whatever the caller's token rests on is alive as of the record, by the same
 * rule as for tokens.
 */
@ApplicationScoped
public class Documents {
  private final Standing standing;
  private final Suspensions suspensions;
  private final Deeds deeds;
  private final Clock clock;

  Documents(Standing standing, Suspensions suspensions, Deeds deeds, Clock clock) {
    this.standing = standing;
    this.suspensions = suspensions;
    this.deeds = deeds;
    this.clock = clock;
  }

  /**
   * What was decided to be given out.
   *
   * @param what as it will be signed
   * @param event the row that tells of it
   * @param holds what it rests on besides the token and the agent
   */
  public record Decided<T>(T what, Event event, List<Hold> holds) {
    public Decided {
      holds = List.copyOf(holds);
    }
  }

  /** Decides upon an agent that is alive, and maybe reads for it. */
  @FunctionalInterface
  public interface Decision<T> {
    /**
     * What is to be given out.
     *
     * @param client the agent that acts, read anew
     * @param used the credentials of that agent that the token rests on
     */
    Uni<Decided<T>> decide(Client client, List<Credential> used);
  }

  /** What was decided, once it is durable. */
  public <T> Uni<T> record(Caller by, Decision<T> decision) {
    return Superseded.decideAnew(
        () ->
            standing
                .client(by.actor())
                .map(found -> found.orElseThrow(Documents::ended))
                .chain(client -> record(by, client, decision)));
  }

  private <T> Uni<T> record(Caller by, Client client, Decision<T> decision) {
    Instant now = clock.instant();
    Gate.pass(now, client.lineage());
    List<Credential> used = used(by, client, now);
    return decision.decide(client, used).chain(decided -> record(by, client, decided));
  }

  private <T> Uni<T> record(Caller by, Client client, Decided<T> decided) {
    List<Hold> holds = new ArrayList<>(decided.holds());
    holds.add(client.hold());
    return suspensions
        .pass(by.classes(), false)
        .invoke(holds::add)
        .chain(() -> deeds.record(by, decided.event(), Optional.empty(), holds))
        .replaceWith(decided.what());
  }

  private static List<Credential> used(Caller by, Client client, Instant now) {
    List<Credential> used =
        client.credentials().stream()
            .filter(credential -> by.path().contains(credential.id().toString()))
            .toList();
    if (!used.stream().allMatch(credential -> credential.isLive(now))) {
      throw Refusal.refused(
          Reason.INVALID_TOKEN, "the credential that the access token rests on has ended");
    }
    return used;
  }

  private static RuntimeException ended() {
    return Refusal.refused(
        Reason.INVALID_TOKEN, "the access token has ended while the answer was awaited");
  }
}
