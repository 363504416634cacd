package dev.avowry.provenance;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks a resolver by UDP, and by TCP when an answer does not fit: each question from a port of its
 * own and with a number that nobody guesses (RFC 5452). Asks twice, then nobody answers.
 */
@Singleton
public class ResolverDns implements Dns {
  private static final int ATTEMPTS = 2;

  /** What passes everywhere in one piece: DNS Flag Day 2020. */
  private static final int LARGEST_DATAGRAM = 1_232;

  private final List<InetSocketAddress> servers;
  private final Duration timeout;
  private final NioEventLoopGroup threads;
  private final List<DnsNameResolver> resolvers;

  ResolverDns(DnsConfig config) {
    this.timeout = config.timeout();
    this.servers = Nameservers.of(config.resolver());
    this.threads = new NioEventLoopGroup(1, new DefaultThreadFactory("dns", true));
    this.resolvers = servers.stream().map(this::resolver).toList();
  }

  /** Asks nobody any more. */
  @PreDestroy
  void close() {
    resolvers.forEach(DnsNameResolver::close);
    var _ = threads.shutdownGracefully();
  }

  private DnsNameResolver resolver(InetSocketAddress server) {
    return new DnsNameResolverBuilder(threads.next())
        .datagramChannelType(NioDatagramChannel.class)
        .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
        .socketChannelType(NioSocketChannel.class)
        .nameServerProvider(new SingletonDnsServerAddressStreamProvider(server))
        .resolveCache(NoopDnsCache.INSTANCE)
        .cnameCache(NoopDnsCnameCache.INSTANCE)
        .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
        .queryTimeoutMillis(Math.max(1, timeout.toMillis() / ATTEMPTS))
        .maxPayloadSize(LARGEST_DATAGRAM)
        .build();
  }

  @Override
  public CompletionStage<Answer> ask(String name, Type type) {
    if (servers.isEmpty()) {
      return CompletableFuture.failedFuture(new DnsUnavailable("there is no resolver"));
    }
    try {
      DnsQuestion question = new DefaultDnsQuestion(name + ".", DnsRecordType.valueOf(type.name()));
      return attempt(question, type, 0).exceptionallyCompose(failure -> attempt(question, type, 1));
    } catch (IllegalArgumentException noName) {
      return CompletableFuture.completedFuture(new Answer(false, List.of()));
    }
  }

  private CompletionStage<Answer> attempt(DnsQuestion question, Type type, int number) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    int at = number % servers.size();
    var _ =
        resolvers
            .get(at)
            .query(servers.get(at), question)
            .addListener(
                done -> {
                  if (done.isSuccess()) {
                    DnsResponses.settle(answer, done.getNow(), type);
                  } else {
                    answer.completeExceptionally(new DnsUnavailable("nobody answers"));
                  }
                });
    return answer;
  }
}
