package dev.avowry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.avowry.testing.Contract;
import dev.avowry.testing.Contract.Described;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of {@code openapi.yaml} are good requests and possible answers. */
class ContractExamplesTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final OpenApiInteractionValidator CONTRACT =
      Contract.validator("validation.response.header");

  /** An example by its name; one without a name is called by its media type. */
  private record Example(String mediaType, String name, String text) {}

  @TestFactory
  Stream<DynamicTest> requestsAreAccepted() {
    return takingABody()
        .flatMap(
            operation ->
                requests(operation)
                    .map(
                        example ->
                            DynamicTest.dynamicTest(
                                operation.line() + " " + example.name(),
                                () -> require(asked(operation, example)))));
  }

  @Test
  void everyBodyHasAnExample() {
    Set<String> without =
        takingABody()
            .filter(operation -> requests(operation).findAny().isEmpty())
            .map(Described::line)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), without);
  }

  @TestFactory
  Stream<DynamicTest> answersFollowTheirSchemas() {
    return Contract.operations().stream()
        .flatMap(
            operation ->
                operation.answers().entrySet().stream()
                    .flatMap(each -> answers(operation, each.getKey(), each.getValue())));
  }

  private static Stream<DynamicTest> answers(
      Described operation, String status, ApiResponse answer) {
    return examples(Contract.content(answer))
        .map(
            example ->
                DynamicTest.dynamicTest(
                    String.join(" ", operation.line(), status, example.name()),
                    () -> require(answered(operation, status, example))));
  }

  private static Stream<Described> takingABody() {
    return Contract.operations().stream()
        .filter(operation -> operation.operation().getRequestBody() != null);
  }

  private static Stream<Example> requests(Described operation) {
    return examples(operation.operation().getRequestBody().getContent());
  }

  private static Stream<Example> examples(Map<String, MediaType> content) {
    return content.entrySet().stream().flatMap(each -> examples(each.getKey(), each.getValue()));
  }

  private static Stream<Example> examples(String mediaType, MediaType described) {
    Map<String, Object> values = new TreeMap<>();
    Optional.ofNullable(described.getExample()).ifPresent(value -> values.put(mediaType, value));
    Optional.ofNullable(described.getExamples())
        .ifPresent(named -> named.forEach((name, each) -> values.put(name, each.getValue())));
    return values.entrySet().stream()
        .map(each -> new Example(mediaType, each.getKey(), written(mediaType, each.getValue())));
  }

  private static String written(String mediaType, Object example) {
    return mediaType.equals(FORM) ? form(example) : Json.pretty(example);
  }

  private static String form(Object example) {
    Map<?, ?> members = Json.mapper().convertValue(example, Map.class);
    return members.entrySet().stream()
        .map(each -> each.getKey() + "=" + encoded(String.valueOf(each.getValue())))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static ValidationReport asked(Described operation, Example example) {
    return CONTRACT.validateRequest(
        new SimpleRequest.Builder(operation.method(), anyPath(operation))
            .withHeader("Authorization", "Bearer any")
            .withContentType(example.mediaType())
            .withBody(example.text())
            .build());
  }

  private static ValidationReport answered(Described operation, String status, Example example) {
    return CONTRACT.validateResponse(
        anyPath(operation),
        Request.Method.valueOf(operation.method()),
        new SimpleResponse.Builder(Integer.parseInt(status))
            .withContentType(example.mediaType())
            .withBody(example.text())
            .build());
  }

  private static String anyPath(Described operation) {
    return operation
        .path()
        .replace("{id}", "mB3xN9eRdLg")
        .replace("{client}", "mB3xN9eRdLg")
        .replace("{stream}", "pT0vZsWkE7mB3xN9eRdLgA");
  }

  private static void require(ValidationReport report) {
    assertFalse(report.hasErrors(), () -> SimpleValidationReportFormat.getInstance().apply(report));
  }
}
