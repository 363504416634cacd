package dev.avowry.web.http;

import dev.avowry.web.Open;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** {@code GET /openapi.yaml}: the contract that this very version keeps. */
@Path("/openapi.yaml")
public class ContractResource {
  /** RFC 9512 §2.1. */
  static final String YAML = "application/yaml";

  private final Representation contract = new Representation(YAML, read(), Duration.ofMinutes(5));

  /** The contract. */
  @GET
  @Produces(YAML)
  @NonBlocking
  @Open("says nothing that the public repository does not")
  public Response contract(@Context Request request) {
    return contract.answer(request);
  }

  private static String read() {
    try (InputStream file = ContractResource.class.getResourceAsStream("/openapi.yaml")) {
      if (file == null) {
        throw new IllegalStateException("openapi.yaml is missing from the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read openapi.yaml", broken);
    }
  }
}
