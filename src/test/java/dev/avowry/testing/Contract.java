package dev.avowry.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code openapi.yaml}, read once. */
public final class Contract {
  private static final String TEXT = text();
  private static final OpenAPI DOCUMENT = document();

  private Contract() {}

  /**
   * An operation that the contract describes.
   *
   * @param path with its templates, such as {@code /v1/agents/{id}}
   */
  public record Described(String method, String path, Operation operation) {
    /** The method and the path. */
    public String line() {
      return method + " " + path;
    }

    /** Its {@code operationId}. */
    public String id() {
      return operation.getOperationId();
    }

    /** Whether Quarkus serves it beside the resources. */
    public boolean isBesideResources() {
      return path.startsWith("/q/") || path.equals("/mcp");
    }

    /** What it takes. */
    public Set<String> takes() {
      return operation.getRequestBody() == null
          ? Set.of()
          : new TreeSet<>(operation.getRequestBody().getContent().keySet());
    }

    /** What it gives when all is well. */
    public Set<String> gives() {
      Set<String> types = new TreeSet<>();
      answers()
          .forEach(
              (status, answer) -> {
                if (status.startsWith("2")) {
                  types.addAll(content(answer).keySet());
                }
              });
      return types;
    }

    /** The answers by their status. */
    public Map<String, ApiResponse> answers() {
      Map<String, ApiResponse> answers = new LinkedHashMap<>();
      operation.getResponses().forEach((status, answer) -> answers.put(status, resolved(answer)));
      return answers;
    }

    /** The security schemes of which it needs one; empty when it is for everybody. */
    public Set<String> schemes() {
      Set<String> schemes = new TreeSet<>();
      Optional.ofNullable(operation.getSecurity())
          .orElse(DOCUMENT.getSecurity())
          .forEach(one -> schemes.addAll(one.keySet()));
      return schemes;
    }

    boolean matches(String requested, String actualPath) {
      String pattern = "\\Q" + path.replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q") + "\\E";
      return method.equals(requested) && Pattern.matches(pattern, actualPath);
    }
  }

  /** Everything described, by path and method. */
  public static List<Described> operations() {
    List<Described> all = new ArrayList<>();
    for (Map.Entry<String, PathItem> item : DOCUMENT.getPaths().entrySet()) {
      item.getValue()
          .readOperationsMap()
          .forEach((method, each) -> all.add(new Described(method.name(), item.getKey(), each)));
    }
    return all.stream().sorted(Comparator.comparing(Described::line)).toList();
  }

  /** What a request is described as, if it is. */
  public static Optional<Described> operation(String method, String path) {
    return operations().stream().filter(each -> each.matches(method, path)).findFirst();
  }

  /** What an answer or a request body may consist of, by media type. */
  public static Map<String, MediaType> content(ApiResponse answer) {
    Content content = answer.getContent();
    return content == null ? Map.of() : content;
  }

  /**
   * Holds requests and answers to the contract. Stricter than a client should be: a member of an
   * answer that is not described is an error.
   *
   * @param overlooked keys of messages that do not matter
   */
  public static OpenApiInteractionValidator validator(String... overlooked) {
    LevelResolver.Builder levels = LevelResolver.create();
    for (String key : overlooked) {
      levels.withLevel(key, ValidationReport.Level.IGNORE);
    }
    return withOwnClasses(
        () ->
            OpenApiInteractionValidator.createForInlineApiSpecification(TEXT)
                .withLevelResolver(levels.build())
                .build());
  }

  private static ApiResponse resolved(ApiResponse answer) {
    String reference = answer.get$ref();
    if (reference == null) {
      return answer;
    }
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    return Objects.requireNonNull(DOCUMENT.getComponents().getResponses().get(name), name);
  }

  private static OpenAPI document() {
    var result = withOwnClasses(() -> new OpenAPIV3Parser().readContents(TEXT));
    if (!result.getMessages().isEmpty()) {
      throw new IllegalStateException("openapi.yaml: " + result.getMessages());
    }
    return result.getOpenAPI();
  }

  /** The parser looks for its parts by the thread's loader, which Quarkus changes as it likes. */
  private static <T> T withOwnClasses(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Contract.class.getClassLoader());
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String text() {
    try {
      return Files.readString(Path.of("openapi.yaml"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
