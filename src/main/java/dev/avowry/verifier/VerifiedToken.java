package dev.avowry.verifier;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access token whose signature and claims hold for the audience that was asked about. Only the
 * check makes one; nothing in it can be changed. {@link Result.Live} says that it is alive too.
 */
public final class VerifiedToken {
  private final String sub;
  private final Optional<String> subProfile;
  private final String clientId;
  private final Set<String> scopes;
  private final List<Map<String, @Nullable Object>> authorizationDetails;
  private final List<String> audience;
  private final String sponsor;
  private final List<Actor> actors;
  private final Lineage lineage;
  private final String jti;
  private final Instant iat;
  private final Instant exp;
  private final Map<String, @Nullable Object> claims;

  VerifiedToken(
      String sub,
      Optional<String> subProfile,
      String clientId,
      Set<String> scopes,
      List<Map<String, @Nullable Object>> authorizationDetails,
      List<String> audience,
      String sponsor,
      List<Actor> actors,
      Lineage lineage,
      String jti,
      Instant iat,
      Instant exp,
      Map<String, @Nullable Object> claims) {
    this.sub = sub;
    this.subProfile = subProfile;
    this.clientId = clientId;
    this.scopes = Set.copyOf(scopes);
    this.authorizationDetails = List.copyOf(authorizationDetails);
    this.audience = List.copyOf(audience);
    this.sponsor = sponsor;
    this.actors = List.copyOf(actors);
    this.lineage = lineage;
    this.jti = jti;
    this.iat = iat;
    this.exp = exp;
    this.claims = claims;
  }

  /** Where a token comes from, sponsor first, whose software had it, what its minting had seen. */
  record Lineage(List<String> path, List<String> vendors, long fence) {}

  /** On whose behalf. Who acts is {@link #actors}. */
  public String sub() {
    return sub;
  }

  public String clientId() {
    return clientId;
  }

  /** What was granted; empty when the token names no scope. */
  public Set<String> scopes() {
    return scopes;
  }

  /**
   * What was granted in particular (RFC 9396 §9.1), as JSON; each has a {@code type}. Whoever does
   * not know a type, or a member of it, refuses what would rest on it.
   */
  public List<Map<String, @Nullable Object>> authorizationDetails() {
    return authorizationDetails;
  }

  public List<String> audience() {
    return audience;
  }

  /** The human who answers for the agent. */
  public String sponsor() {
    return sponsor;
  }

  /**
   * Who acts, the current actor first, then those that delegated to it; empty when the subject acts
   * itself. Only the first may matter to an access decision (RFC 8693 §4.1).
   */
  public List<Actor> actors() {
    return actors;
  }

  /** The nodes and credentials that must all live, the sponsor's node first. */
  public List<String> path() {
    return lineage.path();
  }

  /** Whose software the subject is, and whoever acts or acted, as far as it is known. */
  public List<String> vendors() {
    return lineage.vendors();
  }

  /** Everything that an entry of the revocation list may name to kill the token. */
  Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>(lineage.path());
    ids.add(jti);
    ids.add(Entry.EVERYTHING);
    scopes.forEach(scope -> ids.add("scope:" + scope));
    audience.forEach(resource -> ids.add("aud:" + resource));
    subProfile.ifPresent(kind -> ids.add("kind:" + kind));
    actors.forEach(actor -> actor.profile().ifPresent(kind -> ids.add("kind:" + kind)));
    lineage.vendors().forEach(vendor -> ids.add("vendor:" + vendor));
    return ids;
  }

  /** The highest entry of the revocation list that the minting saw. */
  public long fence() {
    return lineage.fence();
  }

  public String jti() {
    return jti;
  }

  public Instant iat() {
    return iat;
  }

  public Instant exp() {
    return exp;
  }

  /** Every claim as JSON: strings, {@code Long} or {@code Double}, lists, maps. Unmodifiable. */
  public Map<String, @Nullable Object> claims() {
    return claims;
  }

  @Override
  public String toString() {
    return "VerifiedToken[sub=" + sub + ", clientId=" + clientId + ", jti=" + jti + "]";
  }
}
