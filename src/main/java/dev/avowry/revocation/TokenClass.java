package dev.avowry.revocation;

import dev.avowry.ledger.Entry;
import dev.avowry.web.OwnScopes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * A sort of tokens that one entry can end, told from a token's own claims by whoever reads them.
 *
 * <p>Ids of nodes, credentials and tokens are base64url, which has neither {@code *} nor {@code :},
 * so that no class is ever taken for one of those.
 *
 * @param id as an entry names it: {@code *}, {@code scope:…}, {@code aud:…}, {@code kind:…} or
 *     {@code vendor:…}
 */
public record TokenClass(String id) {
  /** Every token. */
  public static final TokenClass EVERYTHING = new TokenClass(Entry.EVERYTHING);

  /** Tokens that administer Avowry itself. */
  public static final TokenClass ADMINISTRATION = ofScope(OwnScopes.ADMIN);

  /** Tokens that carry the scope. */
  public static TokenClass ofScope(String scope) {
    return new TokenClass("scope:" + scope);
  }

  /** Tokens for the resource server. */
  public static TokenClass ofResource(String resource) {
    return new TokenClass("aud:" + resource);
  }

  /** Tokens whose subject, or anybody who acts or acted for it, is of the kind. */
  public static TokenClass ofKind(String kind) {
    return new TokenClass("kind:" + kind);
  }

  /** Tokens whose subject, or anybody who acts or acted for it, comes from the vendor. */
  public static TokenClass ofVendor(String vendor) {
    return new TokenClass("vendor:" + vendor);
  }

  /** The ids of every class that a token is in. */
  public static Set<String> idsOf(
      Collection<String> scopes,
      String audience,
      Collection<String> kinds,
      Collection<String> vendors) {
    Set<String> ids = new HashSet<>();
    ids.add(EVERYTHING.id());
    ids.add(ofResource(audience).id());
    scopes.forEach(scope -> ids.add(ofScope(scope).id()));
    kinds.forEach(kind -> ids.add(ofKind(kind).id()));
    vendors.forEach(vendor -> ids.add(ofVendor(vendor).id()));
    return Set.copyOf(ids);
  }
}
