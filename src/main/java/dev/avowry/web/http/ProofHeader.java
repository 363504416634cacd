package dev.avowry.web.http;

import dev.avowry.web.MutualTls;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The header {@code DPoP} of the request under way, RFC 9449 §4.1, and what it has to speak of. */
@RequestScoped
public class ProofHeader {
  private final RoutingContext context;
  private final String issuer;
  private final MutualTls mutualTls;

  @Inject
  public ProofHeader(
      RoutingContext context,
      @ConfigProperty(name = "avowry.issuer") String issuer,
      MutualTls mutualTls) {
    this.context = context;
    this.issuer = issuer;
    this.mutualTls = mutualTls;
  }

  /** Its values; as many as there were such headers. */
  public List<String> values() {
    return context.request().headers().getAll("DPoP");
  }

  /** The request's method. */
  public String method() {
    return context.request().method().name();
  }

  /**
   * Where the request went, without a query. By the configured issuer: {@code Host} is whatever the
   * sender writes, and a proof made for another server must not fit. It only tells which of the two
   * addresses that are configured was meant.
   */
  public String address() {
    String base = mutualTls.url().filter(this::isAskedFor).orElse(issuer);
    return base + context.request().path();
  }

  private boolean isAskedFor(String url) {
    return url.equals("https://" + context.request().authority());
  }

  /** Gives a nonce for the next proof to whoever brought one, RFC 9449 §8.2. */
  public void offer(Supplier<Optional<String>> nonce) {
    if (!values().isEmpty()) {
      nonce.get().ifPresent(value -> context.response().putHeader("DPoP-Nonce", value));
    }
  }
}
