package com.example.orders;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A resource server on Spring Boot. It knows nothing of tokens; {@link Security} does. */
@SpringBootApplication
public class OrdersApplication {
  public static void main(String[] args) {
    SpringApplication.run(OrdersApplication.class, args);
  }

  @RestController
  static class Orders {
    @GetMapping("/orders")
    Map<String, List<String>> list() {
      return Map.of("orders", List.of("bread", "milk"));
    }
  }
}
