package dev.avowry.provisioning;

import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whom a system means: nobody but those of whom it has told, or who sign in by its issuer. */
@ApplicationScoped
class Subjects {
  private final PersonStore people;
  private final Standing standing;

  Subjects(PersonStore people, Standing standing) {
    this.people = people;
    this.standing = standing;
  }

  /** The human; empty for whom the system has not to do with. */
  Uni<Optional<NodeId>> find(Provisioner by, SubjectIdentifier subject) {
    return switch (subject) {
      case SubjectIdentifier.IssuerSubject(String issuer, String sub) ->
          by.issuer().filter(issuer::equals).isEmpty()
              ? Uni.createFrom().item(Optional.empty())
              : standing.human(issuer, sub).map(found -> found.map(it -> it.node().id()));
      case SubjectIdentifier.Email(String address) ->
          people.reached(by.id(), address.toLowerCase(Locale.ROOT)).map(Subjects::only);
      case SubjectIdentifier.Opaque(String id) -> opaque(by, id);
    };
  }

  private Uni<Optional<NodeId>> opaque(Provisioner by, String id) {
    Optional<NodeId> own = NodeId.parse(id);
    return own.isEmpty()
        ? people.known(by.id(), id).map(Subjects::only)
        : people
            .find(by.id(), own.get())
            .chain(
                found ->
                    found.isPresent()
                        ? Uni.createFrom().item(found.map(Person::sponsor))
                        : people.known(by.id(), id).map(Subjects::only));
  }

  /** An id or an address that several share names nobody. */
  private static Optional<NodeId> only(List<Person> known) {
    return known.size() == 1 ? Optional.of(known.getFirst().sponsor()) : Optional.empty();
  }
}
