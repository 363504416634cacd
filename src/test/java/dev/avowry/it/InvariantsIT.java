package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/**
 * Random sequences of all that can happen to a tree of authority, played on two replicas and on the
 * model of {@code dev.avowry.model}. Whatever the interleaving, both say the same of every request
 * and of every token; a failure names the invariant.
 */
@Label("Two replicas and the model")
@AddLifecycleHook(value = Budget.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class InvariantsIT {
  private static final int LONGEST = 40;

  private static Stage stage;

  @BeforeContainer
  static void open() throws Exception {
    stage = Stage.open();
  }

  @AfterContainer
  static void close() throws Exception {
    System.out.println("played: " + stage.counts());
    stage.close();
    assertTrue(
        stage.counted("Failure") > 0 || (stage.counted("Token") > 0 && stage.counted("Order") > 0),
        "tokens were minted and orders given");
  }

  @Property(tries = 1_000_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @Label("say the same while all is well")
  void agreeInCalm(@ForAll("calm") ActionChain<World> sequence) throws Exception {
    play(sequence);
  }

  @Property(tries = 1_000_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  @Label("say the same while replicas and database come and go")
  void agreeInTrouble(@ForAll("trouble") ActionChain<World> sequence) throws Exception {
    play(sequence);
  }

  private static void play(ActionChain<World> sequence) throws Exception {
    World world = sequence.run();
    Sequences.attempt(world, "in the end", () -> new Watch(world).overAll(new Random(0)));
  }

  @Provide
  Arbitrary<ActionChain<World>> calm() {
    return usual(LONGEST);
  }

  @Provide
  Arbitrary<ActionChain<World>> trouble() {
    return usual(LONGEST / 2)
        .withAction(3, fault("mute notifications", Faults::muteNotifications))
        .withAction(3, fault("cut listeners", Faults::cutListeners))
        .withAction(3, fault("freeze a replica", Faults::freeze))
        .withAction(1, fault("cut a replica off", Faults::cutOff))
        .withAction(1, fault("kill a replica", Faults::restart))
        .withAction(1, fault("restart the database", Faults::restartDatabase))
        .withAction(1, fault("replace the key", Faults::replaceKey));
  }

  private static ActionChainArbitrary<World> usual(int longest) {
    return ActionChain.startWith(() -> new World(stage))
        .withAction(3, step("register", Steps::register))
        .withAction(5, step("spawn", Steps::spawn))
        .withAction(1, step("add a credential", Steps::addCredential))
        .withAction(2, step("stand", Steps::stand))
        .withAction(12, step("mint", Steps::mint))
        .withAction(12, step("exchange", Steps::exchange))
        .withAction(1, step("replay", Steps::replay))
        .withAction(8, step("order", Steps::order))
        .withAction(4, step("resume", Steps::resume))
        .withAction(1, step("give back", Steps::giveBack))
        .withAction(5, step("race", Steps::race))
        .withAction(1, fault("rotate the key", (faults) -> faults.rotateKey()))
        .withMaxTransformations(longest);
  }

  private static Action.Independent<World> step(String name, Sequences.Act<Steps> act) {
    return action(name, (world, random) -> act.on(new Steps(world, random)));
  }

  private static Action.Independent<World> fault(String name, Sequences.Act<Faults> act) {
    return action(name, (world, random) -> act.on(new Faults(world, random)));
  }

  private static Action.Independent<World> action(String name, Sequences.Choice choice) {
    Arbitrary<Transformer<World>> transformers =
        Arbitraries.integers()
            .between(0, 9_999)
            .map(
                seed ->
                    Transformer.mutate(
                        name + " " + seed, world -> Sequences.play(world, name, seed, choice)));
    return () -> transformers;
  }
}
