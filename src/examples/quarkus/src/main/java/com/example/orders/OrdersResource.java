package com.example.orders;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** Knows nothing of tokens but which scope it needs, and on whose behalf it is called. */
@Path("/orders")
public class OrdersResource {
  private final Caller caller;

  OrdersResource(Caller caller) {
    this.caller = caller;
  }

  /** The orders of somebody. */
  public record Orders(String of, List<String> orders) {}

  @GET
  @NeedsScope("orders:read")
  public Orders list() {
    return new Orders(caller.token().sub(), List.of("bread", "milk"));
  }
}
