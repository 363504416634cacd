package dev.avowry.web.http;

import dev.avowry.web.Open;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** {@code GET /openapi.yaml}: the contract that this very version keeps. */
@Singleton
@Prepared(paths = "/openapi.yaml", gives = ContractDocument.YAML)
@Open("says nothing that the public repository does not")
public final class ContractDocument implements PreparedDocument {
  /** RFC 9512 §2.1. */
  static final String YAML = "application/yaml";

  private final Document contract =
      Document.keptFor(Duration.ofMinutes(5), new Representation(YAML, read()));

  @Override
  public Document current() {
    return contract;
  }

  private static String read() {
    try (InputStream file = ContractDocument.class.getResourceAsStream("/openapi.yaml")) {
      if (file == null) {
        throw new IllegalStateException("openapi.yaml is missing from the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read openapi.yaml", broken);
    }
  }
}
