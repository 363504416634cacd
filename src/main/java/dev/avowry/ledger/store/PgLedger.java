package dev.avowry.ledger.store;

import dev.avowry.ledger.Event;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @Override
  public Uni<Boolean> stands(Hold hold) {
    List<String> ids = List.copyOf(hold.ids());
    return session()
        .flatMap(
            session -> {
              Mutiny.SelectionQuery<Boolean> query =
                  session.createNativeQuery(
                      """
                      select forgotten <= ?1 and not exists (
                        select 1 from revocation_entry where seq > ?1 and id in (%s))
                      from revocation_head
                      """
                          .formatted(parameters(ids.size())),
                      Boolean.class);
              query.setParameter(1, hold.asOf().seq());
              for (int i = 0; i < ids.size(); i++) {
                query.setParameter(i + 2, ids.get(i));
              }
              return query.getSingleResult();
            });
  }

  private static String parameters(int count) {
    return IntStream.range(2, count + 2)
        .mapToObj(number -> "?" + number)
        .collect(Collectors.joining(", "));
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
