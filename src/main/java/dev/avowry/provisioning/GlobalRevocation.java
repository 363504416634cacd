package dev.avowry.provisioning;

import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A provider revokes all that a human holds, draft-parecki-oauth-global-token-revocation: one entry
 * on their node. They come back when the same system has said that they are inactive and then that
 * they are active, or when an administrator says so.
 */
@ApplicationScoped
public class GlobalRevocation {
  private final PersonStore people;
  private final Standing standing;
  private final Departures departures;

  GlobalRevocation(PersonStore people, Standing standing, Departures departures) {
    this.people = people;
    this.standing = standing;
    this.departures = departures;
  }

  /** Ends it all; refused with {@link Reason#NOT_FOUND} for whom the system has not to do with. */
  public Uni<Void> revoke(Provisioner by, SubjectIdentifier subject, Origin origin) {
    return find(by, subject)
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

  private Uni<Optional<NodeId>> find(Provisioner by, SubjectIdentifier subject) {
    return switch (subject) {
      case SubjectIdentifier.IssuerSubject(String issuer, String sub) ->
          by.issuer().filter(issuer::equals).isEmpty()
              ? Uni.createFrom().item(Optional.empty())
              : standing.human(issuer, sub).map(found -> found.map(it -> it.node().id()));
      case SubjectIdentifier.Email(String address) ->
          people.reached(by.id(), address.toLowerCase(Locale.ROOT)).map(GlobalRevocation::only);
      case SubjectIdentifier.Opaque(String id) -> opaque(by, id);
    };
  }

  private Uni<Optional<NodeId>> opaque(Provisioner by, String id) {
    Optional<NodeId> own = NodeId.parse(id);
    return own.isEmpty()
        ? people.known(by.id(), id).map(GlobalRevocation::only)
        : people
            .find(by.id(), own.get())
            .chain(
                found ->
                    found.isPresent()
                        ? Uni.createFrom().item(found.map(Person::sponsor))
                        : people.known(by.id(), id).map(GlobalRevocation::only));
  }

  /** An id or an address that several share names nobody. */
  private static Optional<NodeId> only(List<Person> known) {
    return known.size() == 1 ? Optional.of(known.getFirst().sponsor()) : Optional.empty();
  }
}
