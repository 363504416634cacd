package com.example.orders;

import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Reason;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets requests with a live token through to any method; all others are answered here (RFC 6750
 * §3). Methods are to be blocking ones, since the verifier may have to ask the issuer first.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class LiveTokenFilter implements ContainerRequestFilter {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/-]+=*)");

  private final Verifier verifier;
  private final String audience;
  private final ResourceInfo method;
  private final Caller caller;

  LiveTokenFilter(
      Verifier verifier,
      @ConfigProperty(name = "orders.audience") String audience,
      ResourceInfo method,
      Caller caller) {
    this.verifier = verifier;
    this.audience = audience;
    this.method = method;
    this.caller = caller;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<String> token = token(request);
    if (token.isEmpty()) {
      request.abortWith(challenge(401, "Bearer"));
      return;
    }
    Expectation expectation = expectation();
    switch (verifier.verify(token.get(), expectation)) {
      case Result.Live(var live) -> caller.is(live);
      case Result.Dead _ -> request.abortWith(challenge(401, "Bearer error=\"invalid_token\""));
      case Result.Invalid(Reason reason, _) when reason == Reason.SCOPE ->
          request.abortWith(challenge(403, insufficientScope(expectation)));
      case Result.Invalid _ -> request.abortWith(challenge(401, "Bearer error=\"invalid_token\""));
      case Result.Stale _ ->
          request.abortWith(Response.status(503).header("Retry-After", 1).build());
    }
  }

  private Expectation expectation() {
    NeedsScope needed = method.getResourceMethod().getAnnotation(NeedsScope.class);
    return needed == null ? Expectation.of(audience) : Expectation.of(audience, needed.value());
  }

  private static String insufficientScope(Expectation expectation) {
    String scopes = String.join(" ", expectation.scopes());
    return "Bearer error=\"insufficient_scope\", scope=\"" + scopes + "\"";
  }

  private static Optional<String> token(ContainerRequestContext request) {
    List<String> values = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
    Matcher bearer = BEARER.matcher(values.size() == 1 ? values.getFirst() : "");
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  private static Response challenge(int status, String challenge) {
    return Response.status(status).header(HttpHeaders.WWW_AUTHENTICATE, challenge).build();
  }
}
