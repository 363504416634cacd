package dev.avowry.web.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * What a failure becomes: a refusal as it is, a framework's no as the refusal that means the same,
 * a database out of reach as 503, and everything else as an opaque 500 whose cause is in the log.
 */
public class Failures {
  private static final Logger LOG = Logger.getLogger(Failures.class);

  /** A deliberate no. */
  @ServerExceptionMapper
  public Response refused(Refused refused, RoutingContext context) {
    return Refusals.render(refused.refusal(), context);
  }

  /**
   * A body that is not the JSON that it should be. The narrower type is named too, because Quarkus
   * brings a mapper for it that answers in a form of its own.
   */
  @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
  public Response json(JacksonException broken, RoutingContext context) {
    return Refusals.render(BadJson.explain(broken), context);
  }

  /** A no of the framework's: no such path, method or media type. */
  @ServerExceptionMapper
  public Response framework(WebApplicationException failure, RoutingContext context) {
    if (failure.getCause() instanceof JacksonException broken) {
      return json(broken, context);
    }
    return Refusals.render(ofStatus(failure.getResponse().getStatus()), context);
  }

  /** Everything that nobody decided. */
  @ServerExceptionMapper(Throwable.class)
  public Response undecided(Throwable failure, RoutingContext context) {
    return Refusals.render(refusal(failure, context), context);
  }

  /** What any failure is answered with, for those who answer without the framework. */
  public static Refusal refusal(Throwable failure, RoutingContext context) {
    if (failure instanceof Refused refused) {
      return refused.refusal();
    }
    String requestId = Origins.of(context).requestId();
    if (DatabaseFailure.isOutage(failure)) {
      LOG.warnf("database out of reach: requestId=%s cause=%s", requestId, failure);
      return DatabaseFailure.OUTAGE;
    }
    if (DatabaseFailure.isDuplicate(failure)) {
      return DatabaseFailure.DUPLICATE;
    }
    if (context.response().ended()) {
      // The server itself has answered 413 to a body that grew too large while it came.
      LOG.debugf("request cut off: requestId=%s cause=%s", requestId, failure);
      return ofStatus(413);
    }
    LOG.errorf(
        failure, "request failed: requestId=%s path=%s", requestId, context.request().path());
    return new Refusal(
        Reason.SERVER_ERROR, "the request failed; its id leads to the cause in the log");
  }

  public static Refusal ofStatus(int status) {
    return switch (status) {
      case 404 -> new Refusal(Reason.NOT_FOUND, "there is nothing at this path");
      case 405 -> new Refusal(Reason.METHOD_NOT_ALLOWED, "this path does not take that method");
      case 406 -> new Refusal(Reason.NOT_ACCEPTABLE, "this path serves none of the accepted types");
      case 413 -> new Refusal(Reason.TOO_LARGE, "the body is larger than allowed");
      case 415 ->
          new Refusal(Reason.UNSUPPORTED_MEDIA_TYPE, "this path does not take that content type");
      default ->
          status < 500
              ? new Refusal(Reason.INVALID_REQUEST, "the request could not be read")
              : new Refusal(Reason.SERVER_ERROR, "the request failed");
    };
  }
}
