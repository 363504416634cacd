package dev.avowry.consent.store;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.key.Claims;
import io.vertx.mutiny.sqlclient.Row;

/** The one reading of the column {@code authorization_details}. */
final class StoredDetails {
  private StoredDetails() {}

  static AuthorizationDetails of(Row row) {
    return AuthorizationDetails.ofOwn(
        Claims.parseArray(row.getString("authorization_details")).orElseThrow());
  }
}
