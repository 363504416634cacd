package dev.avowry.mcp.http;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The protocol's own words are in camel case, unlike all else here: MCP 2025-11-25, schema. */
@Singleton
class ProtocolNames implements ObjectMapperCustomizer {
  /** After all others, which might say it anew. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    AnnotationIntrospector others = mapper.getSerializationConfig().getAnnotationIntrospector();
    mapper.setAnnotationIntrospector(AnnotationIntrospector.pair(new AsInTheProtocol(), others));
  }

  /** Of the types of the protocol's server, whichever they are. */
  private static final class AsInTheProtocol extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object findNamingStrategy(AnnotatedClass type) {
      return type.getRawType().getName().startsWith("io.quarkiverse.mcp.server.")
          ? PropertyNamingStrategies.LowerCamelCaseStrategy.class
          : null;
    }
  }
}
