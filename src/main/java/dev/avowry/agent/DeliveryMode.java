package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.web.EndpointRule;
import java.net.URI;
import java.util.Optional;

/** How a client learns that a human has answered who was not there, CIBA Core §4 and §5. */
public final class DeliveryMode {
  private static final String POLL = "poll";
  private static final String PING = "ping";
  private static final String PUSH = "push";

  private DeliveryMode() {}

  /**
   * Where a client is told, if it is to be; empty for one that asks, as one does that says nothing.
   * Refused when mode and address do not go together, and where nobody may have us connect to.
   */
  public static Optional<String> endpoint(
      Optional<String> mode, Optional<String> endpoint, EndpointRule rule) {
    return switch (mode.orElse(POLL)) {
      case POLL -> {
        if (endpoint.isPresent()) {
          throw invalid("backchannel_client_notification_endpoint is for the delivery mode ping");
        }
        yield Optional.empty();
      }
      case PING ->
          endpoint
              .map(text -> rule.check("backchannel_client_notification_endpoint", text))
              .map(URI::toString)
              .or(
                  () -> {
                    throw invalid("the delivery mode ping needs an endpoint to tell");
                  });
      case PUSH -> throw invalid("the delivery mode push is not supported: poll or ping");
      default -> throw invalid("backchannel_token_delivery_mode must be poll or ping");
    };
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
