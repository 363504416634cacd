package dev.avowry.token;

import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * RFC 7009: a client gives a token back. What was exchanged from it dies with it, since its {@code
 * jti} is on their paths.
 */
@ApplicationScoped
public class TokenRevocation {
  private final TokenReader reader;
  private final Lending lending;
  private final Revocations revocations;

  TokenRevocation(TokenReader reader, Lending lending, Revocations revocations) {
    this.reader = reader;
    this.lending = lending;
    this.revocations = revocations;
  }

  /** Which agent a client is that calls itself by an address, if the token says so. */
  public Uni<Optional<NodeId>> holder(String token, String clientId) {
    return lending.holder(SecretBytes.ofText(token), clientId);
  }

  /**
   * Revokes the token; with a refresh token, the grant. RFC 7009 §2.2: a token that is not valid is
   * as good as revoked; one of another client is refused. A revocation that could not be recorded
   * fails.
   */
  public Uni<Void> revoke(AuthenticatedClient client, String token, Origin origin) {
    return reader
        .read(token)
        .chain(
            found ->
                found.isEmpty()
                    ? lending.giveBack(client, SecretBytes.ofText(token), origin)
                    : revoke(client, found.get(), origin));
  }

  private Uni<Void> revoke(AuthenticatedClient client, AccessToken token, Origin origin) {
    if (!token.claims().clientId().equals(client.id())) {
      return Uni.createFrom()
          .failure(
              Refusal.refused(
                  Reason.UNAUTHORIZED_CLIENT, "the token was issued to another client"));
    }
    Order order =
        Order.of(
            new Target.OfToken(token.claims().jti()),
            Mode.REVOKE,
            Cause.CLIENT_REQUEST.code(),
            Optional.empty(),
            new Requester(
                client.id().toString(), token.claims().sponsor(), lineage -> true, origin));
    return revocations
        .carryOut(order)
        .onFailure(TokenRevocation::isGone)
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** It expired between the reading and the order. */
  private static boolean isGone(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.NOT_FOUND;
  }
}
