package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.OwnResources;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says which credential is needed: {@code WWW-Authenticate}, RFC 9110 §11.6.1. */
final class Challenges {
  private static final String BASIC = "Basic realm=\"avowry\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"avowry\"";

  /** RFC 9449 §7.1; the algorithms are those of {@code dpop_signing_alg_values_supported}. */
  private static final String DPOP = "DPoP realm=\"avowry\", algs=\"ES256 EdDSA PS256\"";

  /** RFC 7591 §3; a provisioner's token at SCIM and where all that a human holds is revoked. */
  private static final Pattern OTHERS_TOKENS =
      Pattern.compile("/(register|scim|global-token-revocation|security-events)(/|$)");

  private Challenges() {}

  /** The challenge that goes with the refusal; empty when another credential would not help. */
  static Optional<String> of(Refusal refusal, RoutingContext context) {
    return switch (refusal.reason()) {
      case INVALID_TOKEN, INSUFFICIENT_SCOPE -> Optional.of(ofToken(refusal, context));
      case INVALID_DPOP_PROOF, USE_DPOP_NONCE ->
          Optional.of(DPOP + metadata(context) + error(refusal));
      case INVALID_CLIENT -> Optional.of(ofClient(context));
      default -> Optional.empty();
    };
  }

  /** RFC 6749 §5.2: for the scheme that was used. */
  private static String ofClient(RoutingContext context) {
    String used = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    boolean isBasic = used != null && (used + ' ').toLowerCase(Locale.ROOT).startsWith("basic ");
    return (isBasic ? BASIC : BEARER) + ", error=\"" + Reason.INVALID_CLIENT.code() + '"';
  }

  /**
   * For the scheme that was used, and to whoever used none or {@code Bearer} for the other as well.
   * RFC 6750 §3: without any credentials the challenge carries no error code.
   */
  private static String ofToken(Refusal refusal, RoutingContext context) {
    String used = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    String error = used == null ? "" : error(refusal);
    String path = context.request().path();
    if (path != null && OTHERS_TOKENS.matcher(path).lookingAt()) {
      // What is wanted there is no access token of ours, and bound to no key.
      return BEARER + error;
    }
    boolean isDpop = used != null && used.toLowerCase(Locale.ROOT).startsWith("dpop ");
    return isDpop
        ? DPOP + metadata(context) + error
        : BEARER + metadata(context) + error + ", " + DPOP;
  }

  private static String error(Refusal refusal) {
    OAuthError error = OAuthError.of(refusal);
    return ", error=\"%s\", error_description=\"%s\"".formatted(error.error(), error.description());
  }

  /** RFC 9728 §5.1: of the resource that was asked, which is the tools or all the rest. */
  private static String metadata(RoutingContext context) {
    String issuer = ConfigProvider.getConfig().getValue("avowry.issuer", String.class);
    String of = OwnResources.MCP_PATH.equals(context.request().path()) ? OwnResources.MCP_PATH : "";
    return ", resource_metadata=\"" + issuer + "/.well-known/oauth-protected-resource" + of + '"';
  }
}
