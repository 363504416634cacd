package dev.avowry.provisioning;

import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A provider revokes all that a human holds, draft-parecki-oauth-global-token-revocation: one entry
 * on their node. They come back when the same system has said that they are inactive and then that
 * they are active, or when an administrator says so.
 */
@ApplicationScoped
public class GlobalRevocation {
  private final Subjects subjects;
  private final Departures departures;

  GlobalRevocation(Subjects subjects, Departures departures) {
    this.subjects = subjects;
    this.departures = departures;
  }

  /** Ends it all; refused with {@link Reason#NOT_FOUND} for whom the system has not to do with. */
  public Uni<Void> revoke(Provisioner by, SubjectIdentifier subject, Origin origin) {
    return subjects
        .find(by, subject)
        .map(
            found ->
                found.orElseThrow(
                    () -> Refusal.refused(Reason.NOT_FOUND, "there is no such subject")))
        .chain(
            human ->
                departures.leave(
                    human, DepartureCause.GLOBAL_TOKEN_REVOCATION, People.actor(by), origin))
        .replaceWithVoid();
  }
}
