package dev.avowry.token;

import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.Refused;

/** A refusal to a client that has proven who it is. */
final class Declined extends Refused {
  private static final long serialVersionUID = 1;

  private final transient AuthenticatedClient client;

  Declined(AuthenticatedClient client, Refused refused) {
    super(refused.refusal());
    this.client = client;
  }

  AuthenticatedClient client() {
    return client;
  }
}
