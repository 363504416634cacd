package dev.avowry.revocation;

import dev.avowry.key.Algorithm;
import dev.avowry.key.JwtSigner;
import dev.avowry.ledger.Entry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the list, or the end of it, and signs it. */
final class ListSigner {
  /** The {@code typ} of the signed list; no other JWT of ours has it. */
  static final String TYP = "revocations+jwt";

  private final JwtSigner signer;
  private final ListConfig config;
  private final String issuer;

  ListSigner(JwtSigner signer, ListConfig config, String issuer) {
    this.signer = signer;
    this.config = config;
    this.issuer = issuer;
  }

  /** Everything that is not forgotten. */
  PublishedList whole(RevocationList list) {
    Map<String, Object> claims = claims(list);
    claims.put("from", list.from());
    claims.put("entries", written(list.entries()));
    return signed(list, claims);
  }

  /** What comes after an entry that the list remembers, and it says so: {@code since}. */
  PublishedList since(RevocationList list, long seq) {
    Map<String, Object> claims = claims(list);
    claims.put("since", seq);
    claims.put("from", seq + 1);
    claims.put("entries", written(list.after(seq)));
    return signed(list, claims);
  }

  /** The name of the key that signs now. */
  String kid() {
    return signer.kid(Algorithm.ES256);
  }

  private Map<String, Object> claims(RevocationList list) {
    Instant issuedAt = list.confirmedAt();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("iat", issuedAt.getEpochSecond());
    claims.put("exp", issuedAt.plus(config.lifetime()).getEpochSecond());
    claims.put("next_update", issuedAt.plus(config.renewal()).getEpochSecond());
    claims.put("seq", list.head().seq());
    return claims;
  }

  private PublishedList signed(RevocationList list, Map<String, Object> claims) {
    // Once for both: a long list is written at every change that somebody asks about.
    String json = new JsonObject(claims).encode();
    return new PublishedList(
        signer.signText(Algorithm.ES256, TYP, json),
        json,
        !claims.containsKey("since"),
        list.head(),
        list.confirmedAt(),
        list.confirmedAt().plus(config.lifetime()));
  }

  private static List<Map<String, Object>> written(List<Entry> entries) {
    return entries.stream().map(ListSigner::written).toList();
  }

  private static Map<String, Object> written(Entry entry) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("seq", entry.seq());
    claims.put("id", entry.id());
    claims.put("at", entry.at().getEpochSecond());
    claims.put("until", entry.until().getEpochSecond());
    return claims;
  }
}
