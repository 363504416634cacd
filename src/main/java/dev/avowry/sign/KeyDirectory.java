package dev.avowry.sign;

import dev.avowry.agent.Deaths;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Base64Url;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What others need to verify what agents have signed: the keys of one agent, and the directory of
 * all that signed requests point to. Whoever does not ask {@code /v1/verify} learns of a stop by
 * the keys being gone; so there are none of an agent through which no authority flows.
 *
 * <p>Draft-ietf-webbotauth-httpsig-protocol-01.
 */
@ApplicationScoped
public class KeyDirectory {
  /** By which readers tell that a key vouches for being here, and for nothing else. */
  static final String TAG = "http-message-signatures-directory";

  /** Each takes 300 bytes of the answer's head; more would be too long for many a reader. */
  private static final int MOST_PROOFS = 20;

  /** Who redistributes what is here asks once a day. */
  private static final Duration PROOF_LIFE = Duration.ofDays(1);

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final AgentKeyStore store;
  private final Signers signers;
  private final Deaths deaths;
  private final KeyAddresses addresses;
  private final SignConfig config;
  private final Clock clock;

  private volatile Optional<Edition> last = Optional.empty();

  KeyDirectory(
      AgentKeyStore store,
      Signers signers,
      Deaths deaths,
      KeyAddresses addresses,
      SignConfig config,
      Clock clock) {
    this.store = store;
    this.signers = signers;
    this.deaths = deaths;
    this.addresses = addresses;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The directory as it was signed.
   *
   * @param body a JWK Set
   * @param fields what goes with it: {@code Content-Digest}, and the signatures of its keys
   * @param tag which differs when the body does
   */
  public record Edition(String body, Map<String, String> fields, String tag, Instant madeAt) {
    public Edition {
      fields = Map.copyOf(fields);
    }
  }

  /** How long a reader may keep keys: {@code Cache-Control}, RFC 9111 §5.2.2. */
  public String caching() {
    return "public, max-age=" + config.keysMaxAge().toSeconds();
  }

  /** The keys of an agent that verify what it has signed, as a JWK Set. */
  public Uni<String> ofAgent(NodeId agent) {
    return Uni.combine()
        .all()
        .unis(store.ofAgent(agent), deaths.of(List.of(agent)))
        .with(
            (keys, dead) ->
                keySet(
                    dead.isEmpty() ? keys.stream().filter(AgentKey::isLive).toList() : List.of()));
  }

  /** The directory, at the most some seconds old. */
  public Uni<Edition> current() {
    Instant now = clock.instant();
    Optional<Edition> fresh = last.filter(it -> now.isBefore(it.madeAt().plus(FRESH)));
    return fresh.isPresent()
        ? Uni.createFrom().item(fresh.get())
        : store
            .directory(now, now.minus(config.longestHttpTtl()), config.directoryKeys())
            .chain(keys -> edition(keys, now.truncatedTo(ChronoUnit.SECONDS)))
            .invoke(made -> last = Optional.of(made));
  }

  private Uni<Edition> edition(List<AgentKey> keys, Instant now) {
    String body = keySet(keys);
    byte[] sha256 = SignedBytes.of(body.getBytes(StandardCharsets.UTF_8)).sha256();
    String digest = "sha-256=" + Bare.Bytes.of(sha256).write();
    return Multi.createFrom()
        .iterable(keys.stream().filter(key -> key.secret().isPresent()).limit(MOST_PROOFS).toList())
        .onItem()
        .transformToUniAndConcatenate(key -> proof(key, digest, now))
        .collect()
        .asList()
        .map(proofs -> new Edition(body, fields(digest, proofs), Base64Url.encode(sha256), now));
  }

  /** A signature that a key is here, over the host and the body. */
  private Uni<Proof> proof(AgentKey key, String digest, Instant now) {
    SignatureBase base = new SignatureBase(lines(digest), parameters(key, now));
    return signers.sign(key, base.bytes()).map(signature -> new Proof(base, signature));
  }

  private List<SignatureBase.Line> lines(String digest) {
    Member.Item host =
        new Member.Item(new Bare.Text("@authority"), Map.of("req", new Bare.Truth(true)));
    return List.of(
        new SignatureBase.Line(host, addresses.authority()),
        new SignatureBase.Line(Member.Item.text("content-digest"), digest));
  }

  private static Map<String, Bare> parameters(AgentKey key, Instant now) {
    Map<String, Bare> parameters = new LinkedHashMap<>();
    parameters.put("created", new Bare.Whole(now.getEpochSecond()));
    parameters.put("expires", new Bare.Whole(now.plus(PROOF_LIFE).getEpochSecond()));
    parameters.put("keyid", new Bare.Text(key.kid()));
    parameters.put("alg", new Bare.Text(HttpAlgorithm.name(key.jwk().algorithm())));
    parameters.put("tag", new Bare.Text(TAG));
    return parameters;
  }

  private static Map<String, String> fields(String digest, List<Proof> proofs) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Content-Digest", digest);
    if (!proofs.isEmpty()) {
      List<String> inputs = new ArrayList<>();
      List<String> signatures = new ArrayList<>();
      for (Proof proof : proofs) {
        String label = "sig" + inputs.size();
        inputs.add(label + '=' + proof.base().covered().write());
        signatures.add(label + '=' + proof.signature().write());
      }
      fields.put("Signature-Input", String.join(", ", inputs));
      fields.put("Signature", String.join(", ", signatures));
    }
    return fields;
  }

  private record Proof(SignatureBase base, Bare.Bytes signature) {
    Proof(SignatureBase base, byte[] signature) {
      this(base, Bare.Bytes.of(signature));
    }
  }

  /** Without {@code alg}: JOSE and HTTP Message Signatures have different names for the same. */
  private static String keySet(List<AgentKey> keys) {
    List<Map<String, Object>> members = keys.stream().map(KeyDirectory::members).toList();
    return new JsonObject(Map.of("keys", members)).encode();
  }

  private static Map<String, Object> members(AgentKey key) {
    Map<String, Object> members = new LinkedHashMap<>(key.jwk().toMap());
    members.remove("alg");
    return members;
  }
}
