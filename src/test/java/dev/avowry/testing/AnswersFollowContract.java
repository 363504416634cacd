package dev.avowry.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.RestAssuredResponse;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.Arrays;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Every answer that any test gets from a described operation is as described, whatever was asked:
 * requests may be wrong on purpose, and so may their paths and methods.
 */
final class AnswersFollowContract implements BeforeAllCallback, Filter {
  private static final OpenApiInteractionValidator CONTRACT =
      Contract.validator("validation.request");

  @Override
  public void beforeAll(ExtensionContext context) {
    RestAssured.replaceFiltersWith(this, new SeenSecrets());
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Response answer = context.next(request, expected);
    Arrays.stream(Request.Method.values())
        .filter(method -> method.name().equals(request.getMethod()))
        .forEach(method -> require(method, request.getDerivedPath(), answer));
    return answer;
  }

  private static void require(Request.Method method, String path, Response answer) {
    ValidationReport report =
        CONTRACT.validateResponse(path, method, RestAssuredResponse.of(answer));
    if (report.hasErrors()) {
      throw new AssertionError(SimpleValidationReportFormat.getInstance().apply(report));
    }
  }
}
