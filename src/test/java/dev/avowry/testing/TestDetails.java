package dev.avowry.testing;

import java.util.Map;

/** A type of authorization details of {@link Api#ORDERS}, and details of it. */
public final class TestDetails {
  /** What it is called. */
  public static final String TYPE = "order_payment";

  private TestDetails() {}

  /** Registers the type, or finds it registered. */
  public static void register() {
    Api.admin()
        .body(
            Map.of(
                "type",
                TYPE,
                "resource",
                Api.ORDERS,
                "fields",
                Map.of("amount", "max", "currency", "equal", "shops", "set"),
                "sentence",
                "pay for orders of up to {amount} {currency} at {shops}"))
        .put("/v1/authorization-details-types")
        .then()
        .statusCode(200);
  }

  /** One of them, as a parameter has it. */
  public static String of(int amount) {
    return "[" + object(amount) + "]";
  }

  /** One of them. */
  public static String object(int amount) {
    return "{\"type\":\"%s\",\"amount\":%d,\"currency\":\"EUR\"}".formatted(TYPE, amount);
  }

  /** What a ceiling has that allows one of them. */
  public static Map<String, Object> ceiling(int amount) {
    return Map.of("type", TYPE, "amount", amount, "currency", "EUR");
  }
}
