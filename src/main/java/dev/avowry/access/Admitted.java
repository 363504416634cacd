package dev.avowry.access;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.token.AccessToken;
import dev.avowry.token.TokenClaims;
import dev.avowry.web.Caller;
import dev.avowry.web.Reach;
import java.util.Optional;

/**
 * Who was let in, and by which token: made of one that was found alive, meant for us, and presented
 * by who may.
 */
public record Admitted(Caller by, AccessToken token) {
  /** Who calls with that token. */
  public static Admitted of(AccessToken live, Origin origin) {
    TokenClaims token = live.claims();
    Caller caller =
        new Caller(
            token.sub(),
            NodeId.parse(token.currentActor()).orElseThrow(),
            token.node(),
            token.sponsor(),
            token.path(),
            token.scopes(),
            Optional.of(token.jti()),
            token.expiresAt(),
            live.fence().seq(),
            token.classes(),
            Reach.BELOW,
            origin);
    return new Admitted(caller, live);
  }

  /** The same, of an operation that the table lets them call; refused when it does not. */
  public Admitted to(String permission) {
    return new Admitted(PermissionTable.admit(permission, by, Reason.INSUFFICIENT_SCOPE), token);
  }
}
