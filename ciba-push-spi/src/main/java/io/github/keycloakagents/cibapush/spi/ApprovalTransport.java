package io.github.keycloakagents.cibapush.spi;

import java.util.List;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * One way to tell a user that a request waits. All transports that reach the user are used, those
 * of last resort only where none of the others had its notice accepted.
 */
public interface ApprovalTransport extends Provider {

  /**
   * Whether it can reach the user, as far as is known without asking anyone. Where no transport
   * can, the agent is told at once.
   */
  boolean reaches(UserModel user);

  /**
   * Makes ready to deliver, within the agent's request and its transaction: quick, and without
   * network. What is returned runs later and may keep nothing of the session.
   *
   * @return one delivery for each addressee of the user; none where this transport has nothing to
   *     say
   */
  List<Delivery> prepare(ApprovalNotice notice, UserModel user);

  /** Whether it waits until the others have failed. */
  default boolean isLastResort() {
    return false;
  }

  @Override
  default void close() {}

  /**
   * One notice on its way to one addressee: after commit, on another thread, outside any session
   * and transaction.
   */
  @FunctionalInterface
  interface Delivery {

    /**
     * One attempt, bounded in time. It is repeated with growing pauses while the answer is {@link
     * Receipt#LATER} and the notice lives; an exception counts as {@link Receipt#REFUSED}.
     */
    Receipt attempt();
  }
}
