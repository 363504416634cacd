package dev.avowry.testing;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What it takes that a scope is given.
 *
 * @param scope that no other test has
 */
public record TestApprovalRule(String scope) {
  /** A scope without a rule. */
  public static TestApprovalRule ofSomeScope() {
    return new TestApprovalRule("ruled-" + UUID.randomUUID());
  }

  /** Whose word it takes from now on. */
  public TestApprovalRule is(String approval) {
    return is(approval, false);
  }

  /** The same, and whether it takes a sign-in of just now. */
  public TestApprovalRule is(String approval, boolean sensitive) {
    put(Map.of("scope", scope, "approval", approval, "sensitive", sensitive))
        .then()
        .statusCode(200);
    return this;
  }

  /** The same, and who may speak as another. */
  public TestApprovalRule is(String approval, List<String> approvers) {
    put(Map.of("scope", scope, "approval", approval, "approvers", approvers))
        .then()
        .statusCode(200);
    return this;
  }

  /** Says it without looking at the answer. */
  public Response put(String approval) {
    return put(Map.of("scope", scope, "approval", approval));
  }

  private static Response put(Map<String, Object> rule) {
    return Api.admin().body(rule).put("/v1/approval-rules");
  }

  /** Removes the rule. */
  public void isNoMore() {
    Api.admin().delete("/v1/approval-rules?scope={scope}", scope).then().statusCode(204);
  }
}
