package dev.avowry.approval;

import dev.avowry.authn.Binding;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent asks of humans who are not there.
 *
 * <pre>
 *   PENDING ──▶ APPROVED      enough have said yes
 *      ├──────▶ REFUSED       one whose word it takes has said no
 *      └──────▶ EXPIRED       nobody, or too few, in time
 * </pre>
 *
 * @param agent who asks
 * @param human on whose behalf it wants to act
 * @param scopes what it wants
 * @param resources where; none means Avowry's own
 * @param message what it says itself that it is for
 * @param binding what whoever collects the token has to prove to hold
 * @param expiresAt at that instant it is too late to answer
 * @param state as it was last written; see {@link #stateAt}
 */
public record ApprovalRequest(
    ApprovalId id,
    NodeId agent,
    NodeId human,
    Set<String> scopes,
    List<String> resources,
    Optional<String> message,
    Optional<Binding> binding,
    Instant createdAt,
    Instant expiresAt,
    State state) {
  public ApprovalRequest {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
  }

  /** What has become of it. */
  public enum State {
    PENDING,
    APPROVED,
    REFUSED,
    EXPIRED;

    /** The code on the wire and in the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads exactly what {@link #code} writes. */
    public static Optional<State> named(String code) {
      return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
    }
  }

  /** What has become of it until then; that it is too late needs nobody to write it down. */
  public State stateAt(Instant now) {
    return state == State.PENDING && !now.isBefore(expiresAt) ? State.EXPIRED : state;
  }
}
