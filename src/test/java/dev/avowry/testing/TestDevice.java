package dev.avowry.testing;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/**
 * A device that shows a code.
 *
 * @param code that it holds
 * @param shown that the human types
 * @param complete the address with it
 */
public record TestDevice(String code, String shown, String complete) {
  public static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  public static final String PATH = "/device_authorization";

  /** What a device of the tests wants. */
  public static final Map<String, String> WANTED =
      Map.of("scope", "openid read", "resource", Api.ORDERS);

  /** An agent without a browser, in order but for what the test changes. */
  public static NewTestAgent agent(String sponsor) {
    return Api.agent(sponsor).with("grant_types", List.of(GRANT, "refresh_token"));
  }

  /** One that asks with that form. */
  public static TestDevice asking(RequestSpecification form) {
    return of(form.formParams(WANTED).post(PATH));
  }

  /** As it was answered. */
  public static TestDevice of(Response answer) {
    JsonPath codes = answer.then().statusCode(200).extract().jsonPath();
    return new TestDevice(
        codes.getString("device_code"),
        codes.getString("user_code"),
        codes.getString("verification_uri_complete"));
  }

  /** Asks whether there is an answer. */
  public Response poll(RequestSpecification form) {
    return form.formParam("grant_type", GRANT).formParam("device_code", code).post("/token");
  }

  /** Types the code. */
  public Response type(TestBrowser browser) {
    return type(browser, shown);
  }

  /** Types something. */
  public static Response type(TestBrowser browser, String typed) {
    return browser.form().formParam("user_code", typed).post("/device");
  }

  /** The page that asks for consent. */
  public Response page(TestBrowser browser) {
    return browser.get().get("/device/consent?user_code=" + shown);
  }

  /** Answers: {@code approve} or {@code refuse}. */
  public Response answer(TestBrowser browser, String decision) {
    return browser
        .form()
        .formParam("user_code", shown)
        .formParam("decision", decision)
        .formParam("scope", "read")
        .formParam("lasting", "28800")
        .post("/device/consent");
  }
}
