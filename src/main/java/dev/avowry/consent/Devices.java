package dev.avowry.consent;

import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Guessing;
import dev.avowry.kernel.NodeId;
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

/** What clients without a browser ask of humans, until these have answered; RFC 8628. */
@ApplicationScoped
public class Devices {
  /** How long a human may take to find a browser, sign in and answer. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  /** How long a device waits before it asks again, RFC 8628 §3.2. */
  public static final Duration PACE = Duration.ofSeconds(5);

  /** RFC 8628 §3.5: so much longer after each time that it did not. */
  private static final Duration SLOWER = Duration.ofSeconds(5);

  /** So long it is told that it came too late. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** The more are open, the sooner a guess finds one: of one stranger there are so many. */
  private static final int MOST_OF_A_NETWORK = 200;

  private static final int BYTES = 32;

  private static final Refusal NOBODYS =
      new Refusal(Reason.INVALID_GRANT, "the device code is not the client's");

  private static final Refusal EXPIRED =
      new Refusal(Reason.EXPIRED_TOKEN, "the device code has expired: ask for another");

  private static final Refusal REFUSED = new Refusal(Reason.ACCESS_DENIED, "the human has refused");

  private static final Refusal PENDING =
      new Refusal(Reason.AUTHORIZATION_PENDING, "the human has not answered yet");

  private static final Refusal TOO_SOON =
      new Refusal(
          Reason.SLOW_DOWN,
          "ask less often: wait %d seconds longer from now on".formatted(SLOWER.toSeconds()));

  private final DeviceRequestStore store;
  private final Askers askers;
  private final DeviceGuesses guesses;
  private final DetailTypes types;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  Devices(
      DeviceRequestStore store,
      Askers askers,
      DeviceGuesses guesses,
      DetailTypes types,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.askers = askers;
    this.guesses = guesses;
    this.types = types;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * What a client is given.
   *
   * @param deviceCode a credential
   */
  public record Made(String deviceCode, UserCode userCode) {
    /** Shows neither. */
    @Override
    public String toString() {
      return "Made[redacted]";
    }
  }

  /** Keeps what a client asks; refused as it would be in a browser. */
  public Uni<Made> ask(DeviceClients.Proven client, Parameters asked, Origin origin) {
    Parameters kept = Requests.bound(client.binding(), asked);
    RequestReader reader = new RequestReader(kept, client.asker(), types, issuer);
    reader.requireSupported();
    reader.wanted();
    Instant now = clock.instant();
    Made made = new Made(secret(), UserCode.random(random));
    DeviceRequest request =
        new DeviceRequest(
            SecretHash.of(SecretBytes.ofText(made.deviceCode())),
            made.userCode().hash(),
            client.asker().clientId(),
            kept,
            client.binding().or(reader::key),
            origin.clientAddress(),
            now,
            now.plus(LIFE));
    return store
        .keep(request, Guessing.network(origin.clientAddress()), MOST_OF_A_NETWORK)
        .invoke(Devices::requireRoom)
        .replaceWith(made);
  }

  private static void requireRoom(boolean kept) {
    if (!kept) {
      throw Refusal.refused(
          Reason.TOO_MANY_REQUESTS, "too many devices wait at this network; try again in a while");
    }
  }

  private String secret() {
    byte[] bytes = SecretBytes.random(random, BYTES).exposeSecret();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * What a device asks of the human who has typed its code.
   *
   * @param code as it was typed
   */
  public record Entered(UserCode code, DeviceRequest request, Asker asker, Wanted wanted) {}

  /**
   * What is asked by the device whose code a human has typed. Refused in the same words when there
   * is none such, when it is over, and when it was answered; and unlooked at after too many of
   * these.
   */
  public Uni<Entered> enter(String typed, NodeId human, Origin origin) {
    return guesses.guard(human, origin, () -> entered(typed));
  }

  private Uni<Entered> entered(String typed) {
    UserCode code = UserCode.parse(typed).orElseThrow(Devices::unknown);
    return store
        .open(code.hash(), clock.instant())
        .map(found -> found.orElseThrow(Devices::unknown))
        .chain(
            request ->
                askers
                    .named(request.clientId())
                    .map(asker -> new Entered(code, request, asker, wanted(request, asker))));
  }

  private Wanted wanted(DeviceRequest request, Asker asker) {
    return new RequestReader(request.asked(), asker, types, issuer).wanted();
  }

  /** It is answered now, and by nobody else. */
  Uni<Void> answered(Entered entered, boolean allowed) {
    return store
        .answer(entered.request().device(), allowed, clock.instant())
        .invoke(
            first -> {
              if (!first) {
                throw unknown();
              }
            })
        .replaceWithVoid();
  }

  /**
   * Why there is nothing to be had by a device code for which nothing was lent yet, RFC 8628 §3.5.
   * It may be asked for more than once for the same request.
   */
  Uni<Refusal> whyNotYet(SecretHash device, String clientId) {
    Instant now = clock.instant();
    return store
        .progress(device)
        .map(found -> found.filter(it -> it.clientId().equals(clientId)))
        .map(found -> found.map(progress -> whyNotYet(progress, now)).orElse(NOBODYS));
  }

  private static Refusal whyNotYet(DeviceRequest.Progress progress, Instant now) {
    if (!now.isBefore(progress.expiresAt())) {
      return EXPIRED;
    }
    return progress.allowed().equals(Optional.of(false)) ? REFUSED : PENDING;
  }

  /** What a device is told that has asked before there was an answer; counts that it has. */
  Uni<Refusal> pace(SecretHash device) {
    return store
        .poll(device, clock.instant(), PACE, SLOWER)
        .map(tooSoon -> tooSoon ? TOO_SOON : PENDING);
  }

  static Refused expired() {
    return EXPIRED.refused();
  }

  static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND,
        "no device waits with this code: it is mistyped, or too old, or was answered");
  }

  @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return store.forget(clock.instant().minus(KEPT));
  }
}
