package dev.avowry.mcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.access.Admitted;
import dev.avowry.access.Myself;
import dev.avowry.access.WhoAmI;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.mail.CodeWish;
import dev.avowry.web.OwnResources;
import dev.avowry.web.http.Failures;
import dev.avowry.web.http.Refusals;
import dev.avowry.web.http.RequestDeadline;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stands before {@code /mcp}, where no filter of the API stands: whose page it is, who calls, whose
 * session it is, and whether it can be read in one way. What it lets through the protocol's server
 * answers; everything below the path, the transport of 2024-11-05 among it, is nothing.
 */
@Singleton
class Door {
  static final String METHODS = "GET, POST, DELETE, OPTIONS";
  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String STREAM = "text/event-stream";
  private static final String JSON = "application/json";

  /** After the framework's own handlers, and before the routes of the protocol's server. */
  private static final int BEFORE_ROUTES = 10 - SecurityHandlerPriorities.AUTHORIZATION;

  private final Lobby lobby;
  private final Presented presented;
  private final Sessions sessions;
  private final SessionIds ids;
  private final WhoAmI whoAmI;
  private final ObjectMapper mapper;
  private final long longestBody;

  @Inject
  Door(
      Lobby lobby,
      Presented presented,
      Sessions sessions,
      SessionIds ids,
      WhoAmI whoAmI,
      ObjectMapper mapper,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
    this.lobby = lobby;
    this.presented = presented;
    this.sessions = sessions;
    this.ids = ids;
    this.whoAmI = whoAmI;
    this.mapper = mapper;
    this.longestBody = longestBody.asLongValue();
  }

  void register(@Observes Router router) {
    route(router, 0).handler(context -> guarded(context, this::admit)).failureHandler(Door::failed);
    route(router, 1).handler(BodyHandler.create(false).setBodyLimit(longestBody));
    route(router, 2).handler(context -> guarded(context, this::receive));
  }

  private static Route route(Router router, int step) {
    return router.route(OwnResources.MCP_PATH + "/*").order(BEFORE_ROUTES + step);
  }

  private static void guarded(RoutingContext context, Consumer<RoutingContext> step) {
    try {
      step.accept(context);
    } catch (RuntimeException failure) {
      refuse(context, failure);
    }
  }

  private static void refuse(RoutingContext context, Throwable failure) {
    if (!context.response().headWritten()) {
      Refusals.write(context, Failures.refusal(failure, context));
    }
  }

  /** What the protocol's server, or the reading of the body, gave up on. */
  private static void failed(RoutingContext context) {
    if (context.response().headWritten()) {
      context.response().end();
    } else if (context.failure() == null) {
      Refusals.write(context, Failures.ofStatus(context.statusCode()));
    } else {
      refuse(context, context.failure());
    }
  }

  private void admit(RoutingContext context) {
    if (!OwnResources.MCP_PATH.equals(context.request().path())) {
      throw Refusal.refused(Reason.NOT_FOUND, "there is nothing at this path");
    }
    lobby.pass(context);
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.OPTIONS)) {
      Lobby.preflight(context);
      return;
    }
    requireForm(context, method);
    // Nothing of the body is read for anybody who is not let in.
    context.request().pause();
    then(
        context,
        presented.admit(context),
        caller -> {
          new Visit(caller, Optional.empty()).keep(context);
          context.request().resume();
          context.next();
        });
  }

  private static void requireForm(RoutingContext context, HttpMethod method) {
    if (method.equals(HttpMethod.POST)) {
      requireAccepts(context, JSON, STREAM);
      String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
      if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
        throw Refusal.refused(Reason.UNSUPPORTED_MEDIA_TYPE, "the content type must be " + JSON);
      }
    } else if (method.equals(HttpMethod.GET)) {
      requireAccepts(context, STREAM);
    } else if (!method.equals(HttpMethod.DELETE)) {
      throw notByThisMethod(context);
    }
  }

  /** MCP 2025-11-25, Transports, Sending Messages to the Server. */
  private static void requireAccepts(RoutingContext context, String... types) {
    String accepted = String.join(",", context.request().headers().getAll(HttpHeaders.ACCEPT));
    for (String type : types) {
      if (!accepted.contains(type)) {
        throw Refusal.refused(
            Reason.NOT_ACCEPTABLE, "Accept must name " + String.join(" and ", types));
      }
    }
  }

  private static Refused notByThisMethod(RoutingContext context) {
    context.response().putHeader(HttpHeaders.ALLOW, METHODS);
    return Refusal.refused(
        Reason.METHOD_NOT_ALLOWED, "this path does not take that method without a session of here");
  }

  private void receive(RoutingContext context) {
    Admitted caller = Visit.of(context).orElseThrow().caller();
    requireVersion(context);
    Optional<Session> session = session(context, caller);
    switch (context.request().method().name()) {
      case "GET" -> {
        sessions.hold(session.orElseThrow(() -> notByThisMethod(context)), context, caller);
        context.next();
      }
      case "DELETE" -> {
        sessions.close(session.orElseThrow(() -> notByThisMethod(context)).connection());
        context.response().end();
      }
      default -> read(context, caller, session.isPresent());
    }
  }

  private static void requireVersion(RoutingContext context) {
    String version = context.request().getHeader(VERSION);
    if (version != null && !Message.isKnownVersion(version)) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "MCP-Protocol-Version is not one that is spoken here");
    }
  }

  /**
   * The session that is named, if it is open here. One of another process is none, and its calls
   * are answered without one: all that they need is in the token.
   */
  private Optional<Session> session(RoutingContext context, Admitted caller) {
    List<String> named = context.request().headers().getAll(SESSION);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    SessionIds.Named found =
        Optional.of(named)
            .filter(all -> all.size() == 1)
            .flatMap(all -> ids.read(all.getFirst(), caller.by()))
            .orElseThrow(Door::noSuchSession);
    if (!found.here()) {
      context.request().headers().remove(SESSION);
      return Optional.empty();
    }
    Session session =
        sessions.use(found.connection(), caller.by()).orElseThrow(Door::noSuchSession);
    context.request().headers().set(SESSION, session.connection());
    return Optional.of(session);
  }

  private static Refused noSuchSession() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such session, or it is over: initialize a new one");
  }

  private void read(RoutingContext context, Admitted caller, boolean inSession) {
    Buffer body = context.body().buffer();
    switch (Message.read(body == null ? new byte[0] : body.getBytes(), mapper)) {
      // Without a session nobody is told anything by what wants no answer.
      case Message.Reading.Good(Message message) when message.notification() && !inSession ->
          context.response().setStatusCode(202).end();
      case Message.Reading.Good(Message message) -> pass(context, caller, message);
      case Message.Reading.Ignored _ -> context.response().setStatusCode(202).end();
      case Message.Reading.Bad bad -> Faults.write(context, bad);
    }
  }

  private void pass(RoutingContext context, Admitted caller, Message message) {
    switch (message.method()) {
      case Message.INITIALIZE -> {
        if (sessions.isFull()) {
          throw Refusal.refused(
              Reason.TEMPORARILY_UNAVAILABLE, "too many sessions are open; try again shortly");
        }
        context.addHeadersEndHandler(any -> name(context, caller));
        context.next();
      }
      case Message.LIST -> {
        Uni<Myself> self = whoAmI.of(caller.by(), caller.token());
        then(
            context,
            self,
            found -> {
              Visit.of(context).orElseThrow().finding(found.tools()).keep(context);
              context.next();
            });
      }
      case Message.CALL -> {
        // One of the tools waits for mail.
        RequestDeadline.extend(context, CodeWish.LONGEST_PATIENCE);
        context.next();
      }
      default -> context.next();
    }
  }

  /** The protocol's server has made a connection: the caller is given another name for it. */
  private void name(RoutingContext context, Admitted caller) {
    String connection = context.response().headers().get(SESSION);
    if (connection != null) {
      context.response().putHeader(SESSION, sessions.open(connection, caller));
    }
  }

  /** Goes on where the request is, whoever brought the answer. */
  private static <T> void then(RoutingContext context, Uni<T> answer, Consumer<T> step) {
    Context here = VertxContext.getOrCreateDuplicatedContext(context.vertx());
    answer
        .subscribe()
        .with(
            found -> here.runOnContext(any -> guarded(context, it -> step.accept(found))),
            failure ->
                here.runOnContext(
                    any -> {
                      context.request().resume();
                      refuse(context, failure);
                    }));
  }
}
