package com.example.orders;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Knows nothing of tokens but which scope it needs. */
@Path("/orders")
public class OrdersResource {
  @GET
  @NeedsScope("orders:read")
  @Produces(MediaType.APPLICATION_JSON)
  public String list() {
    return "{\"orders\":[\"bread\",\"milk\"]}";
  }
}
