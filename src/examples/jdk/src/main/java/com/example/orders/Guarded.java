package com.example.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Reason;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.VerifiedToken;
import dev.avowry.verifier.Verifier;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A handler that is reached by live tokens only; all others are answered here (RFC 6750 §3).
 *
 * @param expectation what a token needs to get through
 */
record Guarded(Verifier verifier, Expectation expectation, Handler handler) implements HttpHandler {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/-]+=*)");

  /** Answers a request that came with a live token. */
  interface Handler {
    void handle(HttpExchange exchange, VerifiedToken token) throws IOException;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> token = token(exchange);
      if (token.isEmpty()) {
        challenge(exchange, 401, "Bearer");
        return;
      }
      switch (verifier.verify(token.get(), expectation)) {
        case Result.Live(VerifiedToken live) -> handler.handle(exchange, live);
        case Result.Dead _ -> challenge(exchange, 401, "Bearer error=\"invalid_token\"");
        case Result.Invalid(Reason reason, _) when reason == Reason.SCOPE ->
            challenge(exchange, 403, insufficientScope());
        case Result.Invalid _ -> challenge(exchange, 401, "Bearer error=\"invalid_token\"");
        case Result.Stale _ -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          exchange.sendResponseHeaders(503, -1);
        }
      }
    }
  }

  private String insufficientScope() {
    String scopes = String.join(" ", expectation.scopes());
    return "Bearer error=\"insufficient_scope\", scope=\"" + scopes + "\"";
  }

  private static Optional<String> token(HttpExchange exchange) {
    List<String> values = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    Matcher bearer = BEARER.matcher(values.size() == 1 ? values.getFirst() : "");
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }

  private static void challenge(HttpExchange exchange, int status, String challenge)
      throws IOException {
    exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    exchange.sendResponseHeaders(status, -1);
  }
}
