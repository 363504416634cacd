package dev.avowry.mcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.mcp.server.runtime.McpMessageHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A message of JSON-RPC 2.0 that the protocol's server can be given: it is one object (MCP
 * 2025-06-18 took batches away), each member is there once and of its type, and its method is one
 * that is served. What is behind reads the same bytes once more, and by then in one way only.
 *
 * @param method that is asked for
 * @param notification whether nobody waits for an answer
 */
record Message(String method, boolean notification) {
  static final String INITIALIZE = "initialize";
  static final String LIST = "tools/list";
  static final String CALL = "tools/call";
  private static final String SET_LEVEL = "logging/setLevel";

  private static final Set<String> REQUESTS = Set.of(INITIALIZE, "ping", LIST, CALL, SET_LEVEL);
  private static final Set<String> NOTIFICATIONS =
      Set.of("notifications/initialized", "notifications/cancelled");

  /** RFC 5424 §6.2.1, as the protocol names them. */
  private static final Set<String> LEVELS =
      Set.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

  private static final int LONGEST_ID = 256;
  private static final int LONGEST_NAME = 200;

  /** The message, or why it is none. */
  sealed interface Reading {
    /** It is served. */
    record Good(Message message) implements Reading {}

    /** A notification of something that nobody here cares for. */
    record Ignored() implements Reading {}

    /** It is not; with the codes of JSON-RPC 2.0 §5.1. */
    record Bad(int code, String why, Optional<JsonNode> id) implements Reading {}
  }

  /** Whether a client may speak by that version of the protocol. */
  static boolean isKnownVersion(String version) {
    return McpMessageHandler.SUPPORTED_PROTOCOL_VERSIONS.contains(version);
  }

  static Reading read(byte[] body, ObjectMapper mapper) {
    JsonNode root;
    try {
      root = mapper.readTree(body);
    } catch (JsonProcessingException broken) {
      return new Reading.Bad(-32700, "the body is not valid JSON", Optional.empty());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    if (!root.isObject()) {
      return bad("the body must be one JSON-RPC message", root);
    }
    return hasNull(root) ? bad("null is no value here: leave the member out", root) : read(root);
  }

  private static Reading read(JsonNode root) {
    JsonNode id = root.path("id");
    if (!isId(id)) {
      return bad("id must be a text or a whole number", root);
    }
    if (!root.path("jsonrpc").asText().equals("2.0") || !root.path("method").isTextual()) {
      return bad("jsonrpc must be 2.0, and method a text: this server asks clients nothing", root);
    }
    String method = root.get("method").textValue();
    boolean notification = id.isMissingNode();
    if (notification) {
      return NOTIFICATIONS.contains(method) && isObject(root.path("params"))
          ? new Reading.Good(new Message(method, true))
          : new Reading.Ignored();
    }
    if (!REQUESTS.contains(method)) {
      return new Reading.Bad(-32601, "there is no such method here", Optional.of(id));
    }
    return flaw(method, root.path("params"))
        .<Reading>map(why -> new Reading.Bad(-32602, why, Optional.of(id)))
        .orElseGet(() -> new Reading.Good(new Message(method, false)));
  }

  private static Optional<String> flaw(String method, JsonNode params) {
    if (!isObject(params) || !isObject(params.path("_meta"))) {
      return Optional.of("params and _meta must be objects");
    }
    return switch (method) {
      case INITIALIZE -> flawOfInitialize(params);
      case CALL ->
          !isText(params.path("name")) || !isObject(params.path("arguments"))
              ? Optional.of("name must be the name of a tool, and arguments an object")
              : Optional.empty();
      case LIST ->
          params.path("cursor").isMissingNode()
              ? Optional.empty()
              : Optional.of("cursor is not one of ours: all tools are on one page");
      case SET_LEVEL ->
          LEVELS.contains(params.path("level").asText())
              ? Optional.empty()
              : Optional.of("level must be one of RFC 5424");
      default -> Optional.empty();
    };
  }

  private static Optional<String> flawOfInitialize(JsonNode params) {
    JsonNode client = params.path("clientInfo");
    boolean good =
        isText(params.path("protocolVersion"))
            && isText(client.path("name"))
            && isText(client.path("version"))
            && params.path("capabilities").isObject()
            && client.path("icons").isMissingNode();
    return good
        ? Optional.empty()
        : Optional.of("protocolVersion, capabilities, and clientInfo with name and version needed");
  }

  /** All else here that reads JSON takes none: what is absent is absent. */
  private static boolean hasNull(JsonNode node) {
    for (JsonNode inner : node) {
      if (inner.isNull() || hasNull(inner)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isId(JsonNode id) {
    return id.isMissingNode()
        || (id.canConvertToLong() && id.isIntegralNumber())
        || (id.isTextual() && id.textValue().length() <= LONGEST_ID);
  }

  private static boolean isObject(JsonNode node) {
    return node.isMissingNode() || node.isObject();
  }

  private static boolean isText(JsonNode node) {
    return node.isTextual() && node.textValue().length() <= LONGEST_NAME;
  }

  private static Reading bad(String why, JsonNode root) {
    JsonNode id = root.path("id");
    return new Reading.Bad(
        -32600, why, isId(id) && !id.isMissingNode() ? Optional.of(id) : Optional.empty());
  }
}
