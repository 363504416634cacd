package dev.avowry.web.http;

import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Nobody waits for ever: what could not be decided in time is refused. A database that has closed
 * its connections is noticed at once; one that has fallen silent only by this.
 */
@ApplicationScoped
public class RequestDeadline {
  /** Right after {@link PreparedDocuments}, which wait for nothing. */
  private static final int THIRD = 9_998;

  private static final String TIMER = RequestDeadline.class.getName() + ".timer";
  private static final String USUAL = RequestDeadline.class.getName() + ".usual";

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Refusal TOO_LATE =
      new Refusal(
          Reason.TEMPORARILY_UNAVAILABLE, "it could not be decided in time; try again shortly");

  private final Duration deadline;

  RequestDeadline(
      @ConfigProperty(name = "avowry.http-deadline", defaultValue = "10s") Duration deadline) {
    this.deadline = deadline;
  }

  void register(@Observes Filters filters) {
    CannotStart.unless(
        deadline.compareTo(SHORTEST) >= 0 && deadline.compareTo(LONGEST) <= 0,
        "AVOWRY_HTTP_DEADLINE must be from 1 second to 5 minutes");
    filters.register(this::watch, THIRD);
  }

  private void watch(RoutingContext context) {
    set(context, deadline);
    context.put(USUAL, deadline);
    context.addEndHandler(done -> context.vertx().cancelTimer(context.get(TIMER)));
    context.next();
  }

  /** Lets an answer come later by so much: for an operation in which somebody waits by intent. */
  public static void extend(RoutingContext context, Duration by) {
    Duration usual = context.get(USUAL);
    context.vertx().cancelTimer(context.get(TIMER));
    set(context, usual.plus(by));
  }

  private static void set(RoutingContext context, Duration after) {
    context.put(TIMER, context.vertx().setTimer(after.toMillis(), fired -> refuse(context)));
  }

  private static void refuse(RoutingContext context) {
    if (!context.response().headWritten()) {
      Refusals.write(context, TOO_LATE);
    }
  }
}
