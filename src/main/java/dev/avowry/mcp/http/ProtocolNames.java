package dev.avowry.mcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** The protocol's own words are in camel case, unlike all else here: MCP 2025-11-25, schema. */
@Singleton
class ProtocolNames implements ObjectMapperCustomizer {
  /** Of what it is mixed into. */
  @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
  private interface AsInTheProtocol {}

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.addMixIn(ToolResponse.class, AsInTheProtocol.class);
    mapper.addMixIn(TextContent.class, AsInTheProtocol.class);
  }
}
