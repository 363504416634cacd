package dev.avowry.bench.target;

import dev.avowry.bench.load.HttpText;
import dev.avowry.bench.load.Requests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Forms that can each be sent once, signed in advance as far as they were asked for. */
final class SignedForms implements Requests {
  private final HttpText http;
  private final String path;
  private final Supplier<String> forms;
  private final Deque<byte[]> store = new ArrayDeque<>();

  SignedForms(HttpText http, String path, Supplier<String> forms) {
    this.http = http;
    this.path = path;
    this.forms = forms;
  }

  @Override
  public void prepare(int count) {
    for (int i = 0; i < count; i++) {
      store.add(sign());
    }
  }

  @Override
  public byte[] next() {
    byte[] stored = store.poll();
    return stored == null ? sign() : stored;
  }

  private byte[] sign() {
    return http.form(path, forms.get());
  }
}
