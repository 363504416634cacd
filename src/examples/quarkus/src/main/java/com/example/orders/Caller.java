package com.example.orders;

import dev.avowry.verifier.VerifiedToken;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the request, by a token that is alive. */
@RequestScoped
public class Caller {
  private VerifiedToken token;

  void is(VerifiedToken live) {
    token = live;
  }

  VerifiedToken token() {
    return token;
  }
}
