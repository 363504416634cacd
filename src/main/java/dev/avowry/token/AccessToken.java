package dev.avowry.token;

import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import java.util.HashSet;
import java.util.Set;

/**
 * An access token that we minted, read back: signature, issuer, type and expiry hold. Whether it is
 * still alive is for its {@link #hold()} to say.
 *
 * @param fence under which it was minted
 */
public record AccessToken(TokenClaims claims, Fence fence) {
  /** RFC 9068 §2.1. */
  public static final String TYP = "at+jwt";

  /** It is alive as long as no later entry names something on its path, itself, or its classes. */
  public Hold hold() {
    Set<String> ids = new HashSet<>(claims.classes());
    ids.addAll(claims.path());
    ids.add(claims.jti().value());
    return new Hold(ids, fence);
  }
}
