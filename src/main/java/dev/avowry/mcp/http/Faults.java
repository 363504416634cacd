package dev.avowry.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that are none, as JSON-RPC 2.0 §5.1 says it. */
final class Faults {
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;

  private Faults() {}

  /** HTTP has its own word for what is no message at all. */
  static void write(RoutingContext context, Message.Reading.Bad bad) {
    boolean isNone = bad.code() == PARSE_ERROR || bad.code() == INVALID_REQUEST;
    JsonObject error = new JsonObject().put("code", bad.code()).put("message", bad.why());
    context
        .response()
        .setStatusCode(isNone ? 400 : 200)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(
            new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id(bad.id()))
                .put("error", error)
                .encode());
  }

  private static @Nullable Object id(Optional<JsonNode> id) {
    return id.<Object>map(it -> it.isTextual() ? it.textValue() : it.longValue()).orElse(null);
  }
}
