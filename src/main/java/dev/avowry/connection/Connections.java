package dev.avowry.connection;

import dev.avowry.agent.Directory;
import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.vault.Removals;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Connections of agents, for those who look after them. What is not theirs to know of is refused
 * with {@link Reason#NOT_FOUND}, as if it were not there.
 */
@ApplicationScoped
public class Connections {
  private final ConnectionStore store;
  private final ConnectionWriter writer;
  private final Removals removals;
  private final Directory directory;

  Connections(
      ConnectionStore store, ConnectionWriter writer, Removals removals, Directory directory) {
    this.store = store;
    this.writer = writer;
    this.removals = removals;
    this.directory = directory;
  }

  /** Those of an agent that are not ended. */
  public Uni<List<Connection>> of(NodeId agent, Caller by) {
    return directory
        .lineage(agent)
        .invoke(
            found -> {
              if (found.filter(it -> by.reaches(it.ids())).isEmpty()) {
                throw unknown();
              }
            })
        .chain(() -> Panache.withSession(() -> store.of(agent)));
  }

  /**
   * Ends one: its secret is removed now, and the refresh token given back soon. Asked for again
   * while that is under way it is answered as before.
   */
  public Uni<Void> end(NodeId agent, ConnectionId id, Caller by) {
    return of(agent, by)
        .map(all -> all.stream().filter(it -> it.id().equals(id)).findFirst())
        .map(found -> found.orElseThrow(Connections::unknown))
        .call(connection -> remove(connection, by))
        .chain(connection -> writer.end(connection, by));
  }

  /** Its keeper may have done so before. */
  private Uni<Void> remove(Connection connection, Caller by) {
    return removals
        .remove(connection.secret(), by)
        .onFailure(Connections::isGone)
        .recoverWithNull();
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.NOT_FOUND;
  }

  static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }
}
