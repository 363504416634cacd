package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;

/**
 * For which requests alone somebody may have a secret used. It only ever narrows: what the secret
 * is bound to they stay within as well.
 *
 * @param destinations one of which has to allow a request; empty when whatever is bound may be
 * @param approved whether it takes a token that humans have approved
 */
public record Within(List<Destination> destinations, boolean approved) {
  /** No narrower than what is bound. */
  public static final Within ALL = new Within(List.of(), false);

  private static final int MOST = 20;

  public Within {
    destinations = List.copyOf(destinations);
    if (destinations.size() > MOST) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "requests are at most " + MOST);
    }
  }

  /** Whether it is for requests, and for nothing else that is done with a secret. */
  public boolean isForRequestsAlone() {
    return approved || !destinations.isEmpty();
  }

  /** Whether such a request is within. */
  public boolean allows(Call call) {
    return destinations.isEmpty() || destinations.stream().anyMatch(each -> each.allows(call));
  }
}
