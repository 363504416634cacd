package dev.avowry.vault.store;

import dev.avowry.kernel.NodeId;
import dev.avowry.vault.Access;
import dev.avowry.vault.BindingText;
import dev.avowry.vault.Conditions;
import dev.avowry.vault.Use;
import dev.avowry.vault.Within;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of {@code vault_access a} with its node {@code an}. */
final class AccessRows {
  static final String COLUMNS =
      """
      a.id as access, a.thing, a.holder, a.below, a.uses, a.not_before, a.most, a.lease,
      a.destinations, a.approved,
      an.state as access_state, an.expires_at as access_ends, a.created_at as given_at,
      a.created_by as given_by
      """;

  private AccessRows() {}

  static Access access(Row row) {
    return new Access(
        new NodeId(row.getLong("access")),
        new NodeId(row.getLong("thing")),
        new NodeId(row.getLong("holder")),
        row.getBoolean("below"),
        uses(row.getArrayOfStrings("uses")),
        new Conditions(
            SecretRows.instant(row, "not_before"),
            Optional.ofNullable(row.getInteger("most")),
            Duration.ofSeconds(row.getInteger("lease")),
            new Within(
                Optional.ofNullable(row.getString("destinations"))
                    .map(BindingText::readAll)
                    .orElse(List.of()),
                row.getBoolean("approved"))),
        SecretRows.state(row.getString("access_state")),
        SecretRows.instant(row, "access_ends"),
        SecretRows.at(row, "given_at"),
        row.getString("given_by"));
  }

  private static Set<Use> uses(String[] codes) {
    return Arrays.stream(codes)
        .map(code -> Use.named(code).orElseThrow())
        .collect(Collectors.toSet());
  }
}
