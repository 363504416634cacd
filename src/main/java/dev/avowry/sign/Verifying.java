package dev.avowry.sign;

import dev.avowry.agent.Deaths;
import dev.avowry.key.Verification;
import dev.avowry.ledger.EventLine;
import dev.avowry.ledger.MadeSignatures;
import dev.avowry.sign.Verdict.Flaw;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Says what became of a signature. It counts if it is by the key of an agent, if that key has not
 * ended, and if the ledger has a row of it: a row is made only while nothing on the path has ended,
 * so that of what was signed after a stop, by whomever, there is none.
 */
@ApplicationScoped
public class Verifying {
  private final AgentKeyStore keys;
  private final Verification verification;
  private final MadeSignatures made;
  private final Deaths deaths;
  private final Clock clock;

  Verifying(
      AgentKeyStore keys,
      Verification verification,
      MadeSignatures made,
      Deaths deaths,
      Clock clock) {
    this.keys = keys;
    this.verification = verification;
    this.made = made;
    this.deaths = deaths;
    this.clock = clock;
  }

  /**
   * Of a JWS.
   *
   * @param payload of one that is detached, and of no other
   */
  public Uni<Verdict> verify(String jws, Optional<Payload> payload) {
    return verify(AgentJws.read(jws, payload));
  }

  /**
   * Of a signed request, with the fields that it was signed with and those of the signature.
   *
   * @param label of the signature; needed where there is more than one
   */
  public Uni<Verdict> verify(HttpMessage message, Optional<String> label) {
    return verify(PresentedRequest.read(message, label));
  }

  private Uni<Verdict> verify(Optional<Presented> shown) {
    return shown.isEmpty()
        ? Uni.createFrom().item(Verdict.of(Flaw.MALFORMED))
        : keys.find(shown.get().kid())
            .chain(
                key ->
                    key.isEmpty()
                        ? Uni.createFrom().item(Verdict.of(Flaw.UNKNOWN_KEY))
                        : verify(shown.get(), key.get()));
  }

  private Uni<Verdict> verify(Presented shown, AgentKey key) {
    if (!key.isLive()) {
      return Uni.createFrom().item(Verdict.of(Flaw.KEY_ENDED, key));
    }
    boolean agrees = shown.algorithm().map(key.jwk().algorithm()::equals).orElse(true);
    return agrees
        ? verification
            .verifies(key.jwk(), shown.input().value(), shown.signature().value())
            .chain(verified -> verified ? recorded(shown, key) : notVerified(key))
        : notVerified(key);
  }

  private static Uni<Verdict> notVerified(AgentKey key) {
    return Uni.createFrom().item(Verdict.of(Flaw.NOT_VERIFIED, key));
  }

  private Uni<Verdict> recorded(Presented shown, AgentKey key) {
    return made.find(shown.input().digest())
        .chain(
            row ->
                row.isEmpty()
                    ? Uni.createFrom().item(Verdict.of(Flaw.NOT_RECORDED, key))
                    : known(shown, key, row.get()));
  }

  private Uni<Verdict> known(Presented shown, AgentKey key, EventLine row) {
    boolean expired = shown.expiresAt().map(end -> !clock.instant().isBefore(end)).orElse(false);
    return deaths
        .of(List.of(key.agent()))
        .map(
            dead ->
                new Verdict(
                    expired ? Optional.of(Flaw.EXPIRED) : Optional.empty(),
                    Optional.of(key),
                    Optional.of(row),
                    Optional.ofNullable(dead.get(key.agent()))));
  }
}
