package dev.avowry.vault.http;

import dev.avowry.vault.Binding;
import dev.avowry.vault.Bindings;
import dev.avowry.web.EndpointRule;
import java.util.List;
import java.util.Optional;

/** Where a secret may be sent, and how, on the wire. */
public record BindingView(
    String origin, Optional<String> path, Optional<List<String>> methods, InjectionView inject) {
  static BindingView of(Binding binding) {
    DestinationView to = DestinationView.of(binding.to());
    return new BindingView(to.origin(), to.path(), to.methods(), InjectionView.of(binding.by()));
  }

  static Bindings toBindings(Optional<List<BindingView>> asked, EndpointRule rule) {
    return Bindings.of(asked.orElse(List.of()).stream().map(one -> one.toBinding(rule)).toList());
  }

  private Binding toBinding(EndpointRule rule) {
    return new Binding(
        new DestinationView(origin, path, methods).toDestination(rule), inject.toInjection());
  }
}
