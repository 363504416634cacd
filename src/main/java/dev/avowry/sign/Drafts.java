package dev.avowry.sign;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TokenId;
import dev.avowry.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Decides what a signature will say, plainly: nothing is read and nothing signed. */
@ApplicationScoped
class Drafts {
  private final SignConfig config;
  private final KeyAddresses addresses;
  private final SecureRandom random;
  private final String issuer;

  Drafts(
      SignConfig config,
      KeyAddresses addresses,
      SecureRandom random,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.config = config;
    this.addresses = addresses;
    this.random = random;
    this.issuer = issuer;
  }

  /** A JWS; it never expires, and says when it was made. */
  Draft jws(Caller by, JwsWish wish, AgentKey key, Instant now) {
    wish.payload().requireAtMost(config.maxPayload());
    String header = AgentJws.header(key, wish, who(by, now));
    boolean encoded = wish.form() != JwsWish.Form.DETACHED_AS_IT_IS;
    return new Draft(
        key,
        Signature.JWS,
        AgentJws.input(header, wish.payload(), encoded),
        now,
        Optional.empty(),
        signature -> new Signature.Jws(AgentJws.compact(header, wish, signature)));
  }

  /** The path is alive as of the entry {@code seq}, as a token says it of itself. */
  private Map<String, Object> who(Caller by, Instant now) {
    Map<String, Object> who = new LinkedHashMap<>();
    who.put("iss", issuer);
    who.put("agent", by.actor().toString());
    who.put("sub", by.subject().toString());
    who.put("sponsor", by.sponsor().toString());
    who.put("path", by.path());
    who.put("seq", by.fence());
    who.put("iat", now.getEpochSecond());
    who.put("jti", TokenId.random(random).value());
    return who;
  }

  /**
   * A signed request.
   *
   * @param end when the agent, or what is above it, ends
   */
  Draft http(HttpWish wish, AgentKey key, Instant now, Optional<Instant> end) {
    Instant until = until(wish, now, end);
    Optional<String> agent =
        wish.isForTheWeb()
            ? Optional.of(addresses.field(wish.label(), wish.keySource(), key.agent()))
            : Optional.empty();
    SignatureBase base =
        SignatureBase.of(
            agent.map(it -> wish.message().with(HttpWish.AGENT_FIELD, it)).orElse(wish.message()),
            new Member.InnerList(
                agent
                    .map(it -> wish.coverage().and(HttpWish.AGENT_FIELD, wish.label()))
                    .orElse(wish.coverage())
                    .components(),
                parameters(wish, key, now, until)));
    return new Draft(
        key,
        Signature.HTTP,
        SignedBytes.of(base.bytes()),
        now,
        Optional.of(until),
        signature -> fields(wish.label(), base, agent, signature));
  }

  private Instant until(HttpWish wish, Instant now, Optional<Instant> end) {
    Duration life = wish.life().orElseGet(config::httpTtl);
    if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(config.longestHttpTtl()) > 0) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "http.expires_in must be from 1 to %d seconds"
              .formatted(config.longestHttpTtl().toSeconds()));
    }
    Instant wanted = now.plus(life);
    return end.filter(wanted::isAfter).orElse(wanted);
  }

  private static Map<String, Bare> parameters(
      HttpWish wish, AgentKey key, Instant now, Instant until) {
    Map<String, Bare> parameters = new LinkedHashMap<>();
    parameters.put("created", new Bare.Whole(now.getEpochSecond()));
    parameters.put("expires", new Bare.Whole(until.getEpochSecond()));
    parameters.put("keyid", new Bare.Text(key.kid()));
    parameters.put("alg", new Bare.Text(HttpAlgorithm.name(key.jwk().algorithm())));
    wish.nonce().ifPresent(nonce -> parameters.put("nonce", new Bare.Text(nonce)));
    wish.tag().ifPresent(tag -> parameters.put("tag", new Bare.Text(tag)));
    return parameters;
  }

  private static Signature.Result fields(
      String label, SignatureBase base, Optional<String> agent, byte[] signature) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Signature-Input", label + '=' + base.covered().write());
    fields.put("Signature", label + '=' + Bare.Bytes.of(signature).write());
    agent.ifPresent(it -> fields.put("Signature-Agent", it));
    return new Signature.Fields(fields);
  }
}
