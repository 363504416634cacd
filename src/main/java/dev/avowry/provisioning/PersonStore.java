package dev.avowry.provisioning;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProvisionerId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * People of whom others have told, as they are kept. What changes them joins the transaction that
 * is under way; what reads does so outside of any.
 */
public interface PersonStore {
  /** Adds one; false when this system has told of the user name before, or of the sponsor any. */
  Uni<Boolean> add(ProvisionerId by, Person person);

  /**
   * Takes over a person of whom a system has told that was let out, and by whose issuer this one's
   * people sign in as well; false when there is none.
   */
  Uni<Boolean> adopt(Provisioner by, Person person);

  /** Whether another system tells of that sponsor, from whom nobody may take them over. */
  Uni<Boolean> isAnothers(Provisioner by, NodeId sponsor);

  /** Says something else of one; false when another has the user name. */
  Uni<Boolean> replace(ProvisionerId by, Person person);

  /** Forgets what was said of one; the sponsor stays. */
  Uni<Boolean> remove(ProvisionerId by, NodeId sponsor);

  /** One of those of whom this system has told. */
  Uni<Optional<Person>> find(ProvisionerId by, NodeId sponsor);

  /** The one with this user name, in lower case. */
  Uni<Optional<Person>> named(ProvisionerId by, String userName);

  /** Those with this user name, or reached at this address, in lower case. */
  Uni<List<Person>> reached(ProvisionerId by, String address);

  /** Those with this external id. */
  Uni<List<Person>> known(ProvisionerId by, String externalId);

  /** So many of them after so many others, the oldest first. */
  Uni<List<Person>> page(ProvisionerId by, long offset, int limit);

  /** How many there are. */
  Uni<Long> count(ProvisionerId by);
}
