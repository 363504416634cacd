package dev.avowry.consent.store;

import dev.avowry.agent.SecretHash;
import dev.avowry.authn.Binding;
import dev.avowry.consent.Ticket;
import dev.avowry.consent.TicketStore;
import dev.avowry.kernel.NodeId;
import dev.avowry.token.Login;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Codes and refresh tokens, by the bare client on minting's own pool. */
@ApplicationScoped
class PgTicketStore implements TicketStore {
  private final Pool pool;

  PgTicketStore(@ReactiveDataSource("minting") Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Void> keep(Ticket ticket) {
    return pool.preparedQuery(
            """
            insert into ticket (hash, grant_node, client_id, agent, scopes, resources,
                                authorization_details, requested_actor, confirmation, confirmation_value, redirect_uri, challenge,
                                authenticated_at, methods, nonce, id_token_claims, refreshes,
                                expires_at, device)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                    $18, $19)
            """)
        .execute(values(ticket))
        .replaceWithVoid();
  }

  private static Tuple values(Ticket ticket) {
    Login login = ticket.login();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(ticket.hash().text());
    values.add(ticket.grant().value());
    values.add(ticket.clientId());
    values.add(ticket.agent().value());
    values.add(ticket.scopes().toArray(String[]::new));
    values.add(ticket.resources().toArray(String[]::new));
    values.add(ticket.authorizationDetails().text());
    values.add(ticket.requestedActor().map(NodeId::value).orElse(null));
    values.add(ticket.binding().map(Binding::confirmation).orElse(null));
    values.add(ticket.binding().map(Binding::value).orElse(null));
    Optional<Ticket.Door.Browser> browser =
        ticket
            .door()
            .filter(Ticket.Door.Browser.class::isInstance)
            .map(Ticket.Door.Browser.class::cast);
    values.add(browser.map(Ticket.Door.Browser::redirectUri).orElse(null));
    values.add(browser.flatMap(Ticket.Door.Browser::challenge).orElse(null));
    values.add(login.at().atOffset(ZoneOffset.UTC));
    values.add(login.methods().toArray(String[]::new));
    values.add(login.nonce().orElse(null));
    values.add(login.inIdToken().toArray(String[]::new));
    values.add(ticket.refreshes());
    values.add(ticket.expiresAt().atOffset(ZoneOffset.UTC));
    values.add(ticket.door().filter(Ticket.Door.Device.class::isInstance).isPresent());
    return Tuple.wrap(values);
  }

  @Override
  public Uni<Optional<Ticket>> find(SecretHash hash) {
    return pool.preparedQuery(
            """
            select hash, grant_node, client_id, agent, scopes, resources, authorization_details,
                   requested_actor, confirmation, confirmation_value, redirect_uri, challenge,
                   authenticated_at, methods, nonce, id_token_claims, refreshes, expires_at, device
            from ticket where hash = $1
            """)
        .execute(Tuple.of(hash.text()))
        .map(PgTicketStore::first);
  }

  private static Optional<Ticket> first(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst().map(PgTicketStore::ticket);
  }

  private static Ticket ticket(Row row) {
    return new Ticket(
        SecretHash.parse(row.getString("hash")),
        new NodeId(row.getLong("grant_node")),
        row.getString("client_id"),
        new NodeId(row.getLong("agent")),
        Set.of(row.getArrayOfStrings("scopes")),
        List.of(row.getArrayOfStrings("resources")),
        StoredDetails.of(row),
        Optional.ofNullable(row.getLong("requested_actor")).map(NodeId::new),
        Optional.ofNullable(row.getString("confirmation"))
            .flatMap(name -> Binding.of(name, row.getString("confirmation_value"))),
        door(row),
        new Login(
            row.getOffsetDateTime("authenticated_at").toInstant(),
            List.of(row.getArrayOfStrings("methods")),
            Optional.ofNullable(row.getString("nonce")),
            Set.of(row.getArrayOfStrings("id_token_claims"))),
        row.getBoolean("refreshes"),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  private static Optional<Ticket.Door> door(Row row) {
    return row.getBoolean("device")
        ? Optional.of(new Ticket.Door.Device())
        : Optional.ofNullable(row.getString("redirect_uri"))
            .map(
                uri ->
                    new Ticket.Door.Browser(uri, Optional.ofNullable(row.getString("challenge"))));
  }

  @Override
  public Uni<Void> forget(Instant before) {
    return pool.preparedQuery("delete from ticket where expires_at < $1")
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }
}
