package dev.avowry.rotation.store;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.rotation.Place;
import dev.avowry.rotation.RoleServer;
import dev.avowry.rotation.RotationConfig;
import dev.avowry.rotation.ScramVerifier;
import dev.avowry.web.AddressBlock;
import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Signs in at the very address that was looked at, one connection for each question, over TLS with
 * the certificate checked against the name. Nothing that a server says is logged.
 */
@ApplicationScoped
class PgRoleServer implements RoleServer {
  private static final int SALT = 16;
  private static final int FIRST_WITH_SCRAM = 10;

  /** {@code invalid_authorization_specification}, {@code invalid_password}. */
  private static final Set<String> NOT_LET_IN = Set.of("28000", "28P01");

  /** Of connections, of resources, of operators; there may be another answer later. */
  private static final Set<String> PASSING = Set.of("08", "53", "57", "58");

  private final Vertx vertx;
  private final EndpointRule rule;
  private final SecureRandom random;
  private final Duration timeout;
  private final List<AddressBlock> networks;

  PgRoleServer(Vertx vertx, EndpointRule rule, SecureRandom random, RotationConfig config) {
    this.vertx = vertx;
    this.rule = rule;
    this.random = random;
    this.timeout = config.timeout();
    this.networks = config.networks().orElse(List.of()).stream().map(AddressBlock::of).toList();
  }

  @Override
  public Uni<Answer> signIn(Place place, String password) {
    return with(place, password, open -> run(open, "select 1").replaceWith(Answer.DONE));
  }

  /**
   * The role is the one that has signed in, whatever its settings make of it later: no name is part
   * of the statement. The verifier has no character that would have to be quoted.
   */
  @Override
  public Uni<Answer> change(Place place, String password, String next) {
    return vertx
        .executeBlocking(
            () -> ScramVerifier.of(next, SecretBytes.random(random, SALT).exposeSecret()))
        .chain(verifier -> with(place, password, open -> alter(open, verifier)));
  }

  private static Uni<Answer> alter(PgConnection open, String verifier) {
    if (!knowsVerifiers(open)) {
      return Uni.createFrom().item(Answer.REFUSED);
    }
    return run(open, "set role none")
        .chain(() -> run(open, "alter role session_user password '%s'".formatted(verifier)))
        .replaceWith(Answer.DONE);
  }

  /** A server that does not would have the verifier as the password. */
  private static boolean knowsVerifiers(PgConnection open) {
    return Optional.ofNullable(open.databaseMetadata())
        .map(about -> about.majorVersion() >= FIRST_WITH_SCRAM)
        .orElse(false);
  }

  /** Whatever comes back is counted, and not kept. */
  private static Uni<Void> run(PgConnection open, String statement) {
    return Uni.createFrom()
        .completionStage(
            () ->
                open.getDelegate()
                    .query(statement)
                    .collecting(Collectors.counting())
                    .execute()
                    .toCompletionStage())
        .replaceWithVoid();
  }

  private Uni<Answer> with(
      Place place, String password, Function<PgConnection, Uni<Answer>> question) {
    return vertx
        .executeBlocking(() -> rule.choose(place.host(), place.secure(), networks), false)
        .chain(
            found ->
                found
                    .map(address -> ask(place, address, password, question))
                    .orElseGet(() -> Uni.createFrom().item(Answer.UNREACHABLE)))
        .onFailure()
        .recoverWithItem(PgRoleServer::answer);
  }

  private Uni<Answer> ask(
      Place place,
      InetAddress address,
      String password,
      Function<PgConnection, Uni<Answer>> question) {
    return Way.to(vertx.getDelegate(), address, place.port(), timeout)
        .chain(
            way ->
                open(place, way, password)
                    .chain(open -> question(open, question))
                    .onTermination()
                    .invoke(way::close));
  }

  private Uni<PgConnection> open(Place place, Way way, String password) {
    return PgConnection.connect(vertx, PinnedOptions.of(place, way, password))
        .ifNoItem()
        .after(timeout)
        .fail();
  }

  private Uni<Answer> question(PgConnection open, Function<PgConnection, Uni<Answer>> question) {
    open.noticeHandler(unread -> {});
    return question.apply(open).ifNoItem().after(timeout).fail().eventually(() -> close(open));
  }

  private static Uni<Void> close(PgConnection open) {
    return open.close().onFailure().recoverWithNull();
  }

  private static Answer answer(Throwable failure) {
    return Optional.of(failure)
        .filter(PgException.class::isInstance)
        .map(PgException.class::cast)
        .map(said -> Optional.ofNullable(said.getSqlState()).orElse(""))
        .map(PgRoleServer::answer)
        .orElse(Answer.UNREACHABLE);
  }

  private static Answer answer(String state) {
    if (NOT_LET_IN.contains(state)) {
      return Answer.REJECTED;
    }
    return state.length() < 2 || PASSING.contains(state.substring(0, 2))
        ? Answer.UNREACHABLE
        : Answer.REFUSED;
  }
}
