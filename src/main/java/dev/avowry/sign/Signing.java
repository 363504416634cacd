package dev.avowry.sign;

import dev.avowry.agent.Client;
import dev.avowry.agent.CodeRoot;
import dev.avowry.agent.Credential;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.token.Deeds;
import dev.avowry.token.Documents;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs for the agent that asks, by its own key. Record, then sign: what has no row was not signed
 * here, and no row is made under a path of which anything has ended.
 */
@ApplicationScoped
public class Signing {
  private final Documents documents;
  private final AgentKeys keys;
  private final Signers signers;
  private final Drafts drafts;
  private final Clock clock;

  Signing(Documents documents, AgentKeys keys, Signers signers, Drafts drafts, Clock clock) {
    this.documents = documents;
    this.keys = keys;
    this.signers = signers;
    this.drafts = drafts;
    this.clock = clock;
  }

  /** A JWS of the payload. */
  public Uni<Signature> sign(Caller by, JwsWish wish) {
    return documents
        .record(
            by,
            (client, used) ->
                keys.signing(by, wish.algorithm())
                    .map(key -> drafts.jws(by, wish, key, now()))
                    .map(draft -> decided(by, client, draft)))
        .chain(this::sign);
  }

  /** The fields that make the request a signed one. */
  public Uni<Signature> sign(Caller by, HttpWish wish) {
    return documents
        .record(
            by,
            (client, used) ->
                keys.signing(by, wish.algorithm())
                    .call(key -> wish.isForTheWeb() ? keys.show(key) : nothing())
                    .map(key -> drafts.http(wish, key, now(), end(client, used)))
                    .map(draft -> decided(by, client, draft)))
        .chain(this::sign);
  }

  private Uni<Signature> sign(Draft draft) {
    return signers.sign(draft.key(), draft.input().value()).map(draft::signed);
  }

  private static Documents.Decided<Draft> decided(Caller by, Client client, Draft draft) {
    return new Documents.Decided<>(draft, event(by, client, draft), List.of(draft.key().hold()));
  }

  private static Event event(Caller by, Client client, Draft draft) {
    return Deeds.event(EventType.SIGNATURE_MADE, by)
        .onTarget(draft.input().digest())
        .running(client.agent().codeRoot().map(CodeRoot::line))
        .because("asked for by the agent")
        .with(
            Map.of(
                "kind", draft.kind(),
                "kid", draft.key().kid(),
                "alg", draft.key().jwk().algorithm().joseName(),
                "sub", by.subject().toString(),
                "fence", Long.toString(by.fence())));
  }

  /** When the agent ends, what is above it, or the credential that the token rests on. */
  private static Optional<Instant> end(Client client, List<Credential> used) {
    return Stream.concat(
            client.lineage().expiresAt().stream(),
            used.stream().map(Credential::expiresAt).flatMap(Optional::stream))
        .min(Instant::compareTo);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
