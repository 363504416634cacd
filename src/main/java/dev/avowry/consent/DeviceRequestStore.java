package dev.avowry.consent;

import dev.avowry.agent.SecretHash;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps what devices ask of humans. */
public interface DeviceRequestStore {
  /**
   * Keeps one; false when so many are open already that came from the same network.
   *
   * @param network from where, as guesses are counted
   */
  Uni<Boolean> keep(DeviceRequest request, String network, int most);

  /** The one with that code of the human's that is neither answered nor over. */
  Uni<Optional<DeviceRequest>> open(SecretHash user, Instant now);

  /** How far the one has come that has this device code. */
  Uni<Optional<DeviceRequest.Progress>> progress(SecretHash device);

  /** Keeps what the human said; false when it was answered before, or is over. */
  Uni<Boolean> answer(SecretHash device, boolean allowed, Instant now);

  /**
   * Notes that the device has asked.
   *
   * @param usual how long it waits in between to begin with
   * @param more how much longer from then on, each time that it was too soon
   * @return whether it was too soon
   */
  Uni<Boolean> poll(SecretHash device, Instant now, Duration usual, Duration more);

  /** Forgets what was over before that. */
  Uni<Void> forget(Instant before);
}
