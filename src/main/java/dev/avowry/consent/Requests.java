package dev.avowry.consent;

import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.SecretHash;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.Binding;
import dev.avowry.authn.Guessing;
import dev.avowry.authn.Thumbprint;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.token.DetailTypes;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Authorization requests, from the client or from a browser, until their human has answered. */
@ApplicationScoped
public class Requests {
  /** RFC 9126 §2.2: how a pushed request is named. */
  static final String NAMED = "urn:ietf:params:oauth:request_uri:";

  /** How long a browser may take to come with a pushed request. */
  public static final Duration PUSHED = Duration.ofSeconds(60);

  /** How long a human may take, signing in included. */
  private static final Duration ASKED = Duration.ofMinutes(15);

  private static final int BYTES = 32;

  private final WaitingStore store;
  private final Askers askers;
  private final ConsentConfig config;
  private final DetailTypes types;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  Requests(
      WaitingStore store,
      Askers askers,
      ConsentConfig config,
      DetailTypes types,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.askers = askers;
    this.config = config;
    this.types = types;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * Keeps what a client pushes, RFC 9126 §2; refused as it would be in the browser.
   *
   * @return the {@code request_uri}
   */
  public Uni<String> push(AuthenticatedClient client, Parameters asked, Origin origin) {
    if (asked.get("request_uri").isPresent()) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "request_uri cannot be pushed");
    }
    if (asked.get("client_id").filter(id -> !id.equals(client.id().toString())).isPresent()) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "client_id is another client's");
    }
    Parameters kept = bound(client.boundTo(), asked).with("client_id", client.id().toString());
    read(kept, new Asker.Known(client.client()));
    return keep(kept, Optional.empty(), PUSHED, origin).map(name -> NAMED + name);
  }

  /** RFC 9449 §10.1: a proof says as much as {@code dpop_jkt}, and not something else. */
  static Parameters bound(Optional<Binding> proven, Parameters asked) {
    Parameters kept = asked.without("client_assertion", "client_assertion_type", "client_secret");
    Optional<String> key = proven.filter(Thumbprint.class::isInstance).map(Binding::value);
    if (key.isEmpty()) {
      return kept;
    }
    if (asked.get("dpop_jkt").filter(said -> !said.equals(key.get())).isPresent()) {
      throw Refusal.refused(Reason.INVALID_DPOP_PROOF, "dpop_jkt is not the key of the DPoP proof");
    }
    return kept.with("dpop_jkt", key.get());
  }

  /**
   * What a browser comes with: the request itself, or the name of one that was pushed. Refused
   * before anything is sent anywhere when client and address do not belong together.
   */
  public Uni<Taken> take(Parameters asked) {
    Optional<String> name =
        asked.get("request_uri").filter(uri -> uri.startsWith(NAMED)).map(Requests::named);
    return name.isPresent() ? pushed(asked, name.get()) : direct(asked);
  }

  private static String named(String uri) {
    return uri.substring(NAMED.length());
  }

  private Uni<Taken> pushed(Parameters asked, String name) {
    return store
        .find(hash(name), clock.instant())
        .map(found -> found.filter(it -> isOf(it, asked)))
        .map(found -> found.orElseThrow(Requests::notPushed))
        .chain(
            waiting ->
                asker(waiting.asked())
                    .map(
                        asker ->
                            new Taken(asker, waiting.asked(), Optional.of(hash(name).text()))));
  }

  private static boolean isOf(Waiting pushed, Parameters asked) {
    return asked.get("client_id").equals(pushed.asked().get("client_id"));
  }

  private Uni<Taken> direct(Parameters asked) {
    return asker(asked).map(asker -> new Taken(asker, asked, Optional.empty()));
  }

  /**
   * A request that a browser came with.
   *
   * @param pushed the hash of the name under which it was pushed
   */
  public record Taken(Asker asker, Parameters asked, Optional<String> pushed) {}

  /** Where its answer goes; refused to the human alone when that is nowhere of the client's. */
  public ReturnAddress answer(Taken taken) {
    return ReturnAddress.of(taken.asked(), taken.asker(), issuer);
  }

  /** The request itself; what is refused is for the client to know. */
  public AuthorizationRequest read(Taken taken) {
    if (taken.pushed().isEmpty() && hasToPush(taken.asker())) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "the tokens of this client are bound: it pushes its requests");
    }
    return read(taken.asked(), taken.asker());
  }

  /** FAPI 2.0 Security Profile §5.3.2.2: whoever has bound tokens alone is held to the rest too. */
  private static boolean hasToPush(Asker asker) {
    return asker.agent().isPresent() && asker.boundTokens() != BoundTokens.BY_CHOICE;
  }

  private AuthorizationRequest read(Parameters asked, Asker asker) {
    ReturnAddress answer = ReturnAddress.of(asked, asker, issuer);
    return RequestReader.read(asked, asker, answer, types, issuer);
  }

  /**
   * Lets it wait for its human.
   *
   * @return what names it
   */
  public Uni<String> await(Taken taken, Origin origin) {
    return keep(taken.asked(), taken.pushed(), ASKED, origin);
  }

  /** Whoever asks has proven nothing yet: from one network so many can wait, and no more. */
  private Uni<String> keep(
      Parameters asked, Optional<String> pushed, Duration life, Origin origin) {
    Instant now = clock.instant();
    String network = Guessing.network(origin.clientAddress());
    String name = name();
    return store
        .keep(
            hash(name),
            new Waiting(asked, pushed, network, now, now.plus(life)),
            config.waitingPerNetwork())
        .invoke(
            kept -> {
              if (!kept) {
                throw tooMany();
              }
            })
        .replaceWith(name);
  }

  /** The request that waits under that name. */
  public Uni<Asked> find(String name) {
    return store
        .find(hash(name), clock.instant())
        .map(found -> found.orElseThrow(Requests::over))
        .chain(
            waiting ->
                asker(waiting.asked())
                    .map(asker -> new Asked(name, waiting, read(waiting.asked(), asker))));
  }

  /** A request that waits for its human. */
  public record Asked(String name, Waiting waiting, AuthorizationRequest request) {}

  /** It is answered now, and by nobody else. */
  public Uni<Void> answered(Asked asked) {
    return store
        .take(hash(asked.name()), asked.waiting())
        .invoke(
            taken -> {
              if (!taken) {
                throw over();
              }
            })
        .replaceWithVoid();
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return store.forget(clock.instant());
  }

  private Uni<Asker> asker(Parameters asked) {
    return askers.named(asked.get("client_id").orElseThrow(Askers::unknown));
  }

  private String name() {
    byte[] bytes = SecretBytes.random(random, BYTES).exposeSecret();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static SecretHash hash(String name) {
    return SecretHash.of(SecretBytes.ofText(name));
  }

  private static Refused tooMany() {
    return Refusal.refused(
        Reason.TOO_MANY_REQUESTS,
        "too many requests from this network wait for an answer; try again in a few minutes");
  }

  private static Refused notPushed() {
    return Refusal.refused(
        Reason.INVALID_REQUEST, "request_uri was not pushed by this client, or is over");
  }

  private static Refused over() {
    return Refusal.refused(Reason.NOT_FOUND, "the request is over: begin again at the client");
  }
}
