package dev.avowry.revocation;

import dev.avowry.key.Algorithm;
import dev.avowry.key.JwtSigner;
import dev.avowry.ledger.Entry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Signs what the stream says, each thing as a JWT of its own kind. */
final class StreamSigner {
  /** The {@code typ} of one entry. */
  static final String ENTRY = "revocation-entry+jwt";

  /** The {@code typ} of a heartbeat. */
  static final String HEARTBEAT = "revocation-heartbeat+jwt";

  private final JwtSigner signer;
  private final ListConfig config;
  private final String issuer;

  StreamSigner(JwtSigner signer, ListConfig config, String issuer) {
    this.signer = signer;
    this.config = config;
    this.issuer = issuer;
  }

  /** The name of the key that signs now. */
  String kid() {
    return signer.kid(Algorithm.ES256);
  }

  /** The entry, with the one before it, so that a gap shows. */
  StreamEvent entry(Entry entry) {
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer)
            .put("seq", entry.seq())
            .put("prev", entry.seq() - 1)
            .put("id", entry.id())
            .put("at", entry.at().getEpochSecond())
            .put("until", entry.until().getEpochSecond());
    return StreamEvent.entry(entry.seq(), signer.signText(Algorithm.ES256, ENTRY, claims.encode()));
  }

  /**
   * That the list ended where it ends, when the database was last asked. In milliseconds as well:
   * some verifiers count in those.
   */
  StreamEvent heartbeat(RevocationList list) {
    Instant at = list.confirmedAt();
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer)
            .put("iat", at.getEpochSecond())
            .put("exp", at.plus(config.lifetime()).getEpochSecond())
            .put("ms", at.toEpochMilli())
            .put("seq", list.head().seq());
    return StreamEvent.heartbeat(signer.signText(Algorithm.ES256, HEARTBEAT, claims.encode()));
  }
}
