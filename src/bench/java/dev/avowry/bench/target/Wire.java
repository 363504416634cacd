package dev.avowry.bench.target;

import dev.avowry.bench.load.HttpText;
import dev.avowry.bench.load.Requests;
import dev.avowry.bench.load.Workload;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Workloads for one server. */
record Wire(InetSocketAddress server) {

  /** Forms that can each be sent once. */
  Workload forms(String path, String mark, Supplier<String> forms) {
    return new Workload(server, new SignedForms(new HttpText(server), path, forms), mark);
  }

  /** The same with a proof of possession for each, RFC 9449 §4.1. */
  Workload provenForms(String path, String mark, Supplier<String> proofs, Supplier<String> forms) {
    HttpText http = new HttpText(server).with(() -> "DPoP: " + proofs.get());
    return new Workload(server, new SignedForms(http, path, forms), mark);
  }

  /** Forms with a certificate that a proxy passes on, RFC 9440. */
  Workload certifiedForms(String path, String mark, String certificate, Supplier<String> forms) {
    HttpText http = new HttpText(server).with(() -> "Client-Cert: " + certificate);
    return new Workload(server, new SignedForms(http, path, forms), mark);
  }

  /** The same form again and again. */
  Workload form(String path, String mark, String form) {
    return same(new HttpText(server).form(path, form), mark);
  }

  /** The same document again and again. */
  Workload get(String path, String accept, String mark) {
    return same(new HttpText(server).get(path, accept), mark);
  }

  /** A document of whoever has the token. */
  Workload gets(String path, String mark, Supplier<String> tokens) {
    HttpText http = new HttpText(server).with(() -> "Authorization: Bearer " + tokens.get());
    return new Workload(server, () -> http.get(path, "application/json"), mark);
  }

  private Workload same(byte[] request, String mark) {
    return new Workload(server, Requests.same(request), mark);
  }
}
