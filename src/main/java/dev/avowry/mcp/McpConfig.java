package dev.avowry.mcp;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Settings of {@code /mcp}. */
@ConfigMapping(prefix = "avowry.mcp")
public interface McpConfig {
  /**
   * Pages of which other origins may call the tools from a browser, as in {@code
   * https://inspector.example}. Without it only pages of the issuer may, and what is no browser.
   */
  Optional<List<String>> origins();
}
