package dev.avowry.console.http;

import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.NewAgent;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Jwk;
import dev.avowry.web.EndpointRule;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestForm;

/**
 * An agent to be registered, as it is typed into a form; a field that is left empty asks for
 * nothing.
 */
public final class AgentForm {
  @RestForm
  @DefaultValue("")
  public String name = "";

  @RestForm
  @DefaultValue("")
  public String kind = AgentKind.AI_AGENT.code();

  @RestForm
  @DefaultValue("")
  public String purpose = "";

  @RestForm
  @DefaultValue("")
  public String vendor = "";

  @RestForm
  @DefaultValue("")
  public String sponsor = "";

  @RestForm
  @DefaultValue("")
  public String scopes = "";

  @RestForm
  @DefaultValue("")
  public String resources = "";

  @RestForm
  @DefaultValue("")
  public String maxTtl = "";

  @RestForm
  @DefaultValue("")
  public String maxDepth = "";

  @RestForm
  @DefaultValue("")
  public String maxChildren = "";

  @RestForm
  @DefaultValue("")
  public String jwks = "";

  @RestForm
  @DefaultValue("")
  public String jwksUri = "";

  NodeId sponsorId() {
    return NodeId.parse(sponsor.strip())
        .orElseThrow(() -> invalid("sponsor is not an id: 11 characters"));
  }

  NewAgent toNewAgent(EndpointRule rule) {
    return provenBy(authenticators(rule));
  }

  /** The same for one that its platform vouches for, and that has no keys here. */
  NewAgent toWorkload() {
    return provenBy(List.of());
  }

  private NewAgent provenBy(List<Authenticator> authenticators) {
    return new NewAgent(
        name.strip(),
        AgentKind.named(kind).orElseThrow(() -> invalid("kind is none of those in the list")),
        purpose.strip(),
        Typed.filled(vendor),
        new AskedCeiling(
            Bounds.scopes(Typed.words(scopes)),
            Bounds.resources(Typed.words(resources)),
            Typed.number("max_ttl", maxTtl).map(Bounds::maxTtl),
            Typed.number("max_depth", maxDepth).map(Bounds::maxDepth),
            Typed.number("max_children", maxChildren).map(Bounds::maxChildren)),
        authenticators,
        Optional.empty(),
        Optional.empty(),
        BoundTokens.BY_CHOICE);
  }

  private List<Authenticator> authenticators(EndpointRule rule) {
    if (Typed.filled(jwks).isPresent() == Typed.filled(jwksUri).isPresent()) {
      throw invalid("either public keys are needed, or the address where they are");
    }
    return Typed.filled(jwksUri)
        .map(uri -> List.<Authenticator>of(new Authenticator.KeysAt(rule.check("jwks_uri", uri))))
        .orElseGet(() -> keys(jwks));
  }

  /** A JWK Set, RFC 7517 §5, or one key alone. */
  private static List<Authenticator> keys(String json) {
    try {
      JsonObject object = new JsonObject(json);
      if (!object.containsKey("keys")) {
        return List.of(new Authenticator.Key(Jwk.parse(json)));
      }
      JsonArray keys = object.getJsonArray("keys");
      return IntStream.range(0, keys.size())
          .mapToObj(keys::getJsonObject)
          .<Authenticator>map(key -> new Authenticator.Key(Jwk.parse(key.encode())))
          .toList();
    } catch (DecodeException | ClassCastException | NullPointerException malformed) {
      throw invalid("the keys are no JWK Set (RFC 7517 §5) and no JWK");
    }
  }

  private static RuntimeException invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
