package dev.avowry.people.http;

import dev.avowry.key.Sealer;
import dev.avowry.people.SessionConfig;
import dev.avowry.people.SignInConfig;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What quarkus-oidc is told of each identity provider. It is asked on the two paths of a sign-in
 * and nowhere else: the code flow with PKCE and nonce, to our own address whatever the request says
 * of its host.
 */
@ApplicationScoped
public class ProviderTenants implements TenantConfigResolver {
  private static final Pattern PATH = Pattern.compile("/sign-in/([a-z0-9-]+)(/callback)?");

  private final Map<String, OidcTenantConfig> tenants = new HashMap<>();

  @Inject
  ProviderTenants(
      SignInConfig config,
      SessionConfig sessions,
      Sealer sealer,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    // 32 characters that every replica derives: what one has begun, another can finish.
    String secret =
        Base64.getUrlEncoder()
            .encodeToString(sealer.derive("state of sign-ins elsewhere").exposeSecret())
            .substring(0, 32);
    String maxAge = Long.toString(sessions.longest().toSeconds());
    config
        .providers()
        .forEach(
            (name, provider) -> tenants.put(name, tenant(name, provider, issuer, secret, maxAge)));
  }

  /** Whether there is such a provider. */
  boolean has(String name) {
    return tenants.containsKey(name);
  }

  @Override
  public Uni<OidcTenantConfig> resolve(
      RoutingContext context, OidcRequestContext<OidcTenantConfig> request) {
    Matcher path = PATH.matcher(context.normalizedPath());
    return Uni.createFrom()
        .item(path.matches() ? Optional.ofNullable(tenants.get(path.group(1))) : Optional.empty())
        .map(found -> (OidcTenantConfig) found.orElse(null));
  }

  /** OpenID Connect Core §11: what the provider can be asked by later, where it is to be asked. */
  private static String[] scopes(SignInConfig.Provider provider) {
    return provider.whenRefused() == SignInConfig.WhenRefused.IGNORE
        ? new String[] {"profile", "email"}
        : new String[] {"profile", "email", "offline_access"};
  }

  /**
   * OpenID Connect Core §3.1.2.1: with {@code max_age} a provider has to say when somebody proved
   * who they are, and lets nobody in for whom that is longer ago than a session of ours may last.
   */
  private static OidcTenantConfig tenant(
      String name, SignInConfig.Provider provider, String issuer, String secret, String maxAge) {
    return OidcTenantConfig.builder()
        .tenantId(name)
        .applicationType(ApplicationType.WEB_APP)
        .authServerUrl(provider.issuer())
        .clientId(provider.clientId())
        .credentials(provider.clientSecret())
        .authentication()
        .redirectPath(issuer + "/sign-in/" + name + "/callback")
        .restorePathAfterRedirect(false)
        .removeRedirectParameters(false)
        .scopes(scopes(provider))
        .forwardParams("prompt")
        .extraParam("max_age", maxAge)
        .pkceRequired()
        .nonceRequired()
        .stateSecret(secret)
        .cookiePath("/sign-in")
        .cookieForceSecure(true)
        .failOnMissingStateParam(true)
        .end()
        .build();
  }
}
