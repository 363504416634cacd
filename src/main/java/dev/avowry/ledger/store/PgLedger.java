package dev.avowry.ledger.store;

import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Joins the Hibernate Reactive transaction that is under way. */
@ApplicationScoped
class PgLedger implements Ledger {
  private static final String INSERT = EventColumns.INSERT.replace('$', '?');

  private final Clock clock;

  PgLedger(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Uni<Void> append(Event event) {
    return session()
        .flatMap(session -> insert(session, EventColumns.values(event, clock.instant())));
  }

  @Override
  public Uni<Fence> enterShared() {
    return session()
        .flatMap(
            session ->
                session
                    .createNativeQuery(FenceLock.SHARED, Integer.class)
                    .getSingleResult()
                    .chain(
                        () ->
                            session
                                .createNativeQuery(FenceLock.READ, Long.class)
                                .getSingleResult()))
        .map(Fence::new);
  }

  private static Uni<Void> insert(Mutiny.Session session, List<@Nullable Object> values) {
    Mutiny.Query<?> query = session.createNativeQuery(INSERT);
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return query.executeUpdate().replaceWithVoid();
  }

  /** Fails when there is no transaction: a row outside of its change proves nothing. */
  private static Uni<Mutiny.Session> session() {
    return Panache.getSession()
        .invoke(
            session -> {
              if (session.currentTransaction() == null) {
                throw new IllegalStateException("the ledger is used outside of a transaction");
              }
            });
  }
}
