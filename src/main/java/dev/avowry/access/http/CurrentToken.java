package dev.avowry.access.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.AccessToken;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The token by which the request under way was let in. */
@RequestScoped
class CurrentToken {
  private Optional<AccessToken> token = Optional.empty();

  void admit(AccessToken admitted) {
    token = Optional.of(admitted);
  }

  AccessToken get() {
    return token.orElseThrow(
        () -> Refusal.refused(Reason.INVALID_TOKEN, "this needs an access token"));
  }
}
