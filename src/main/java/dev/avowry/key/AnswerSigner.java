package dev.avowry.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/** Signs the answer to one request, for callers that have to show it to others. */
@ApplicationScoped
public class AnswerSigner {
  /** What answers are signed with. */
  public static final Algorithm ALGORITHM = Algorithm.ES256;

  private final JwtSigner signer;
  private final ObjectMapper json;
  private final Vertx vertx;

  AnswerSigner(JwtSigner signer, ObjectMapper json, Vertx vertx) {
    this.signer = signer;
    this.json = json;
    this.vertx = vertx;
  }

  /**
   * The signed JWT.
   *
   * @param typ which kind of JWT it is; RFC 8725 §3.11
   * @param answer its claims, written as they would be in an answer in JSON; nothing is added
   */
  public Uni<String> sign(String typ, Object answer) {
    return sign(Duty.tokens(ALGORITHM), typ, answer);
  }

  /** The same by the key that has the duty. */
  public Uni<String> sign(Duty duty, String typ, Object answer) {
    String claims = written(answer);
    // A slow signature on the event loop would hold up everybody else's request.
    return signer.isFast(duty.algorithm())
        ? Uni.createFrom().item(signer.signText(duty, typ, claims))
        : vertx.executeBlocking(() -> signer.signText(duty, typ, claims), false);
  }

  private String written(Object answer) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an answer cannot be written", impossible);
    }
  }
}
